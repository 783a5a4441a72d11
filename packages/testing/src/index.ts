export type { Clock, ClockTimer } from "./clock.ts";
export { systemClock } from "./clock.ts";
export type { KubernetesVersion } from "./kubernetes-version.ts";
export { TestCluster, type TestClusterOptions } from "./test-cluster.ts";
export { VirtualClock } from "./virtual-clock.ts";
