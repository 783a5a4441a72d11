import type { RestartCause } from "./watch-step.ts";

/** What a watcher is doing. */
export type WatchPhase =
	/** Not begun. */
	| "idle"
	/** Reading the state, in pages or as a stream. */
	| "listing"
	/** Following what happens. */
	| "watching"
	/** Asking whether the server's state has gone back. */
	| "probing"
	/** Waiting before another try; `lastRestart` says why. */
	| "waiting"
	/** The server does not serve the resource; it is asked again now and then. */
	| "unavailable"
	/** Ended by its user; what was read stays readable, and is not kept up to date any more. */
	| "stopped"
	/** Ended by an error. */
	| "failed";

/** Why a watcher began anew. */
export interface WatchRestart {
	readonly cause: RestartCause;
	/** Milliseconds since 1970. */
	readonly at: number;
	/** What was thrown; `undefined` when nothing was. */
	readonly error: unknown;
	/** Milliseconds that it waits before it goes on. */
	readonly delay: number;
}

/** The state of a watcher, to be looked at at any time. */
export interface WatchStatus {
	readonly phase: WatchPhase;
	/** Whether the state has been complete once. */
	readonly synced: boolean;
	/** The state up to which everything was seen; empty before the first one. */
	readonly resourceVersion: string;
	/** How many times it began anew. */
	readonly restarts: number;
	readonly lastRestart: WatchRestart | undefined;
	/** When something last came from the server, in milliseconds since 1970; `undefined` before. */
	readonly lastActivity: number | undefined;
}

/** What a watcher tells of itself as it happens, for logs and metrics. */
export type WatchDiagnostic =
	/** It begins anew, by itself. */
	| ({ readonly type: "restart" } & WatchRestart)
	/** The state has become complete. */
	| { readonly type: "synced"; readonly resourceVersion: string }
	/** An object of another kind came, and was left out. */
	| { readonly type: "skipped"; readonly apiVersion: string; readonly kind: string };
