export type { AuthorizationMode } from "./authorization/access.ts";
export type { Clock, ClockTimer } from "./clock.ts";
export { systemClock } from "./clock.ts";
export type { ClusterSnapshot, RestoreOptions } from "./cluster-snapshot.ts";
export type { KubernetesVersion } from "./kubernetes-version.ts";
export type { PodReference, TestNode } from "./node/test-node.ts";
export type {
	CloseFault,
	DelayFault,
	DuplicateFault,
	ErrorFault,
	Fault,
	LoseResponseFault,
	NoMarkerFault,
	Refusal,
	ReorderFault,
	ResetFault,
	SplitFault,
	StallFault,
	StatusFault,
	Swallow410Fault,
	TruncateFault,
} from "./server/control/fault.ts";
export type { FaultMatch, Faults, FaultVerb, PlannedFault } from "./server/control/faults.ts";
export type { Journal, JournaledRequest } from "./server/control/journal.ts";
export { TestCluster, type TestClusterOptions } from "./test-cluster.ts";
export type { TestUser, TestUserOptions } from "./test-user.ts";
export { VirtualClock } from "./virtual-clock.ts";
