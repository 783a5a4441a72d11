import type { WatchFailure } from "./watch-failure.ts";

/** What a watcher does next. */
export type WatchStep =
	/** Reads a list, or one page of it. */
	| {
			readonly io: "list";
			readonly resourceVersion?: string | undefined;
			readonly resourceVersionMatch?: "NotOlderThan" | undefined;
			/** Whether it comes in pages. */
			readonly paged: boolean;
			readonly continueToken?: string | undefined;
	  }
	/** Reads the state as the beginning of a watch, which goes on afterwards. */
	| { readonly io: "stream"; readonly resourceVersion?: string | undefined }
	/** Watches from the last state that is known. */
	| { readonly io: "watch"; readonly resourceVersion: string }
	/** Asks which state is the newest, since a server that has gone back says nothing to a watch from its future. */
	| { readonly io: "probe" }
	/** Asks whether the server still serves the resource. */
	| { readonly io: "discover" };

/** How a step ended, or what happened in the middle of it. */
export type WatchOutcome =
	/** A page has been read; `continueToken` where more follow. */
	| { readonly kind: "page"; readonly resourceVersion: string; readonly continueToken: string | undefined }
	/** The state is complete; the stream goes on. */
	| { readonly kind: "marker"; readonly resourceVersion: string }
	/** The state of a stream never becomes complete. */
	| { readonly kind: "markerLate" }
	/** The server ended a stream properly. */
	| {
			readonly kind: "closed";
			/** Milliseconds from the request to the end. */
			readonly lived: number;
			/** How many events came. */
			readonly frames: number;
			/** Whether the server was asked to go on for longer. */
			readonly early: boolean;
	  }
	| { readonly kind: "failed"; readonly failure: WatchFailure }
	/** Nothing has come for longer than the server may be silent. */
	| { readonly kind: "silent" }
	/** An event is older than the one before it. */
	| { readonly kind: "unordered" }
	/** The newest state, in comparison to the last one that is known: older (negative), the same, or newer. */
	| { readonly kind: "probed"; readonly order: number | undefined }
	| { readonly kind: "discovered"; readonly served: boolean }
	/** The user wants the state to be read anew. */
	| { readonly kind: "relist" };

/** How long to wait before a step. */
export type WatchDelay = "none" | "backoff" | "longest";

/** Why a watcher began anew, as its status and diagnostics tell. */
export type RestartCause =
	| "closed"
	| "closedEarly"
	| "closedAtOnce"
	| "silent"
	| "unordered"
	| "regressed"
	| "markerLate"
	| "noMarker"
	| "relist"
	| WatchFailure;
