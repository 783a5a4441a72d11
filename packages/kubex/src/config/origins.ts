import type { ClusterConfig } from "./cluster-config.ts";

/** One thing that a configuration says, without secrets, and where it says so. */
export interface Origin {
	/** Such as `server`, `credentials` or `namespace`. */
	readonly name: string;
	/** What is used; secrets are described, never shown. */
	readonly value: string;
	/** Such as a file, its entry and field, an environment variable, or `default`. */
	readonly from: string;
	/** What is wrong with it. */
	readonly problem?: string | undefined;
}

const origins = new WeakMap<ClusterConfig, readonly Origin[]>();

/** Remembers where a configuration came from. */
export function recordOrigins<T extends ClusterConfig>(config: T, known: readonly Origin[]): T {
	origins.set(config, known);
	return config;
}

/** Where a configuration came from; `undefined` for one that kubex has not made. */
export function originsOf(config: ClusterConfig): readonly Origin[] | undefined {
	return origins.get(config);
}
