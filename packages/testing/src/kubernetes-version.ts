import type { KubernetesVersion as Described } from "@kubex/openapi";

/** A release of Kubernetes whose API the embedded server can serve. */
export type KubernetesVersion = "1.32" | "1.33" | "1.34" | "1.35" | "1.36" | "1.37";

/** The releases, oldest first; each must be described. */
export const kubernetesVersions: readonly (KubernetesVersion & Described)[] = ["1.32", "1.33", "1.34", "1.35", "1.36", "1.37"];
