/** The objects of a cluster at one moment, for the same cluster to go back to. */
export interface ClusterSnapshot {
	/** The last resourceVersion that the cluster had given. */
	readonly resourceVersion: string;
}

/** How a cluster goes back to a snapshot. */
export interface RestoreOptions {
	/** What clients see of it: their connections are reset, or their watches end properly. Default: `reset`. */
	readonly connections?: "reset" | "close" | undefined;
}
