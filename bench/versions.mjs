// What is installed for a run, pinned so that two runs compare the same things.

/** The lines of Node that are measured, with their exact releases. */
export const nodeVersions = /** @type {const} */ ({ 20: "20.20.2", 24: "24.21.0" });

export const clientNodeVersion = "2.0.1";

/** The compilers of the type-checking scenario. */
export const typeScriptVersions = /** @type {const} */ ({ 6: "6.0.3", 7: "7.0.2" });

/** The declarations of Node that both sides of the type-checking scenario load. */
export const nodeTypesVersion = "20.19.43";
