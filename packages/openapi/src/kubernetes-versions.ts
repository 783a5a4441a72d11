/** The minor releases of Kubernetes that are described here, oldest first. */
export const kubernetesVersions = ["1.32", "1.33", "1.34", "1.35", "1.36", "1.37"] as const;

/** A minor release of Kubernetes that is described here, such as `1.35`. */
export type KubernetesVersion = (typeof kubernetesVersions)[number];
