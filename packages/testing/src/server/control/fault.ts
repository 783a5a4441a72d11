/** Something that goes wrong with one request. The faults of watches wait for a watch; `afterFrames` counts its lines, bookmarks included. */
export type Fault =
	| StatusFault
	| ResetFault
	| LoseResponseFault
	| DelayFault
	| CloseFault
	| StallFault
	| TruncateFault
	| ErrorFault
	| Swallow410Fault
	| NoMarkerFault
	| DuplicateFault
	| ReorderFault
	| SplitFault;

/** What a refusal says. */
export interface Refusal {
	/** The status, such as 410, 429, 500 or 503. */
	readonly code: number;
	/** Default: the server's usual one for the code, such as `Expired` for 410. */
	readonly reason?: string | undefined;
	/** Default: `a planned fault`. */
	readonly message?: string | undefined;
	/** When to come back, in seconds, as a header and in the Status. Default: not said. */
	readonly retryAfterSeconds?: number | undefined;
}

/** The request is refused; nothing is carried out. */
export interface StatusFault extends Refusal {
	readonly type: "status";
}

/** The connection is reset: before anything is carried out, or in the middle of a watch. */
export interface ResetFault {
	readonly type: "reset";
	/** After how many frames of a watch. Default: before there is an answer, of any request. */
	readonly afterFrames?: number | undefined;
}

/** The request is carried out; then the connection is reset instead of an answer. */
export interface LoseResponseFault {
	readonly type: "loseResponse";
}

/** The request is carried out at once, and its answer comes late. */
export interface DelayFault {
	readonly type: "delay";
	/** How late, by the cluster's clock; `Infinity` for never, until the cluster is closed. */
	readonly milliseconds: number;
}

/** A watch ends properly, as on the server's own time limit. */
export interface CloseFault {
	readonly type: "close";
	/** Default: 0. */
	readonly afterFrames?: number | undefined;
}

/** A watch says nothing any more although its connection stays open, until the client leaves or the cluster is closed. */
export interface StallFault {
	readonly type: "stall";
	/** Default: 0. */
	readonly afterFrames?: number | undefined;
}

/** A watch ends in the middle of a line. */
export interface TruncateFault {
	readonly type: "truncate";
	/** How many frames are whole. Default: 0. */
	readonly afterFrames?: number | undefined;
	/** What follows the first half of the line. Default: `reset`; `close` is a proper end of the body. */
	readonly end?: "reset" | "close" | undefined;
}

/** A watch fails with an ERROR event and ends. */
export interface ErrorFault extends Refusal {
	readonly type: "error";
	/** Default: 0. */
	readonly afterFrames?: number | undefined;
}

/** A watch of a forgotten resourceVersion ends properly without the event that says so. */
export interface Swallow410Fault {
	readonly type: "swallow410";
}

/** The bookmark that ends the initial events is left out. */
export interface NoMarkerFault {
	readonly type: "noMarker";
}

/** Frames come twice. */
export interface DuplicateFault {
	readonly type: "duplicate";
	/** How many come once before. Default: 0. */
	readonly afterFrames?: number | undefined;
	/** How many come twice. Default: 1. */
	readonly frames?: number | undefined;
}

/** Two frames that follow each other change places. */
export interface ReorderFault {
	readonly type: "reorder";
	/** How many come before the two. Default: 0. */
	readonly afterFrames?: number | undefined;
}

/** The body comes in chunks of this length, whatever the bounds of its lines. */
export interface SplitFault {
	readonly type: "split";
	readonly bytes: number;
}
