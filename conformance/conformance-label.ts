/** The label of every namespace that a test makes. */
export const conformanceLabel = "kubex-conformance";
