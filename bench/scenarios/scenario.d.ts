import type { Runnable } from "../candidates.mjs";
import type { Cluster } from "../cluster.mjs";
import type { Installation } from "../install.mjs";
import type { Target } from "../operations.mjs";
import type { Worker } from "../workers.mjs";

/** One number of one scenario, for every candidate, round by round. */
export interface Figure {
	readonly scenario: string;
	readonly title: string;
	readonly metric: string;
	readonly unit: "ms" | "MB" | "kB" | "";
	/** The line of Node it was measured on, where there are several. */
	readonly line?: number | undefined;
	/** The candidate that the others are compared with. */
	readonly reference: string;
	/** By candidate, one value for each round. */
	readonly values: Readonly<Record<string, readonly number[]>>;
}

/** What the scenarios measure with. */
export interface Context {
	readonly rounds: number;
	readonly installation: Installation;
	readonly runnables: readonly Runnable[];
	/** The API server with the seeded objects. */
	readonly cluster: Cluster;
	readonly target: Omit<Target, "prefix">;
	/** A long-lived process for each candidate and line of Node. */
	readonly workers: readonly Worker[];
}

export interface Scenario {
	readonly name: string;
	/** What of the context it uses: `workers` include `cluster`, and that includes the seeded objects. */
	readonly needs: "workers" | "cluster" | "installation";
	measure(context: Context): Promise<readonly Figure[]>;
}
