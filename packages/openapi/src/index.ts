export type * from "./api-description.ts";
export { parseApiDescription, writeApiDescription } from "./compact/text.ts";
export { type KubernetesVersion, kubernetesVersions } from "./kubernetes-versions.ts";
export { type LoadApiDescriptionOptions, loadApiDescription } from "./load-api-description.ts";
export { fieldNumbers, type NumberedField } from "./load-field-numbers.ts";
