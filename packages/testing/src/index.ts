export type { AuthorizationMode } from "./authorization/access.ts";
export type { Clock, ClockTimer } from "./clock.ts";
export { systemClock } from "./clock.ts";
export type { KubernetesVersion } from "./kubernetes-version.ts";
export { TestCluster, type TestClusterOptions } from "./test-cluster.ts";
export type { TestUser, TestUserOptions } from "./test-user.ts";
export { VirtualClock } from "./virtual-clock.ts";
