/** Something that goes wrong between a client and a server. */
export type ProxyFault = WatchFault | StatusFault | CutFault | LoseResponseFault | DelayFault;

/** What can go wrong with a watch, also with one that runs already. */
export type WatchFault = ResetFault | StallFault | CloseFault | ErrorFault | TruncateFault | DuplicateFault | ReorderFault;

/** What a refusal says. */
interface Refusal {
	readonly code: number;
	readonly reason?: string;
	readonly retryAfterSeconds?: number;
}

/** The proxy answers with a status itself; the server never hears of the request. */
export interface StatusFault extends Refusal {
	readonly type: "status";
}

/** The body of the answer breaks off by a reset, wherever it is. */
export interface CutFault {
	readonly type: "cut";
	readonly afterBytes: number;
}

/** The server answers, and the connection is reset instead of passing that on. */
export interface LoseResponseFault {
	readonly type: "loseResponse";
}

/** The server answers at once, and that arrives later. */
export interface DelayFault {
	readonly type: "delay";
	readonly milliseconds: number;
}

/** When the faults of watches come. */
interface AfterFrames {
	/** After so many lines from now on, bookmarks included. Default: 0, which is at once. */
	readonly afterFrames?: number;
}

/** The connection is reset (TCP RST); if nothing is said of frames, before the server hears of the request, whatever it is. */
export interface ResetFault extends AfterFrames {
	readonly type: "reset";
}

/** Nothing is passed on any more, and the connection stays; if nothing else is said, not even the request, whatever it is. */
export interface StallFault extends AfterFrames {
	readonly type: "stall";
	/** After which it goes on, as only a watch can. Default: never, as with a peer whose machine is gone. */
	readonly milliseconds?: number;
}

/** The rest is dropped, and the body ends properly; at once, that is the expiry that some proxies swallow. */
export interface CloseFault extends AfterFrames {
	readonly type: "close";
}

/** An ERROR event, and a proper end. */
export interface ErrorFault extends AfterFrames, Refusal {
	readonly type: "error";
}

/** Half a line. */
export interface TruncateFault extends AfterFrames {
	readonly type: "truncate";
	/** What follows it: a reset or a proper end. */
	readonly end: "reset" | "close";
}

/** A line comes twice. */
export interface DuplicateFault extends AfterFrames {
	readonly type: "duplicate";
}

/** Two lines that follow one another change places. */
export interface ReorderFault extends AfterFrames {
	readonly type: "reorder";
}

const reasons: Readonly<Record<number, string>> = {
	410: "Expired",
	429: "TooManyRequests",
	500: "InternalError",
	503: "ServiceUnavailable",
	504: "Timeout",
};

/** The Status object of a refusal. */
export function statusOf({ code, reason = reasons[code] ?? "", retryAfterSeconds }: Refusal): object {
	const details = retryAfterSeconds === undefined ? {} : { details: { retryAfterSeconds } };
	return {
		kind: "Status",
		apiVersion: "v1",
		metadata: {},
		status: "Failure",
		message: "the proxy makes trouble",
		reason,
		...details,
		code,
	};
}
