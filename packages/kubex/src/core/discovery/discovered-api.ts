import type { KindName, Scope } from "../resource.ts";

/** A subresource as the server describes it. */
export interface DiscoveredSubresource {
	/** Such as `scale`. */
	readonly name: string;
	/** The kind that it reads and writes; absent where the server names none. */
	readonly kind: KindName | undefined;
	readonly verbs: readonly string[];
}

/** A kind that the server serves in one version. */
export interface DiscoveredResource extends KindName {
	/** The name in the URL, such as `deployments`. */
	readonly plural: string;
	/** Such as `deployment`; empty where the server says none. */
	readonly singular: string;
	/** Such as `deploy`. */
	readonly shortNames: readonly string[];
	/** Such as `all`. */
	readonly categories: readonly string[];
	readonly scope: Scope;
	readonly verbs: readonly string[];
	readonly subresources: readonly DiscoveredSubresource[];
}

/** A version of a group. */
export interface DiscoveredVersion {
	/** Such as `v1`. */
	readonly version: string;
	readonly resources: readonly DiscoveredResource[];
	/** Why nothing is known of it, or only what was known before; `undefined` when all is well. */
	readonly problem: string | undefined;
}

/** A group of the API. */
export interface DiscoveredGroup {
	/** Such as `apps`; the empty string for the core group. */
	readonly name: string;
	/** In the server's order, the preferred one first. */
	readonly versions: readonly DiscoveredVersion[];
}

/** Everything that a server serves: the core group first, the others in the server's order. */
export type DiscoveredApi = readonly DiscoveredGroup[];

/** A group version of which the server could not say what it serves. */
export interface DiscoveryProblem {
	/** Such as `metrics.k8s.io/v1beta1`. */
	readonly groupVersion: string;
	readonly message: string;
}

/** `apps/v1`, or `v1` in the core group. */
export function groupVersionOf(group: string, version: string): string {
	return group === "" ? version : `${group}/${version}`;
}
