import { kubernetesVersions as described } from "@kubex/openapi";

/** A release of Kubernetes whose API the embedded server can serve. */
export type KubernetesVersion = "1.32" | "1.33" | "1.34" | "1.35" | "1.36" | "1.37";

/** The releases, oldest first. */
export const kubernetesVersions: readonly KubernetesVersion[] = described;
