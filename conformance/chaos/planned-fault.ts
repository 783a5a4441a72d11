import type { ProxyFault } from "./proxy-fault.ts";

/** Which requests a fault is for. */
export interface RequestMatch {
	/** The API's verb, such as `list` or `watch`; the method in lower case for what is no resource. Default: any. */
	readonly verb?: string;
	/** Found in path and query as they were sent. Default: anything. */
	readonly path?: RegExp;
}

/** A fault that waits for its request or has had it. */
export class PlannedFault<F extends ProxyFault = ProxyFault> {
	readonly fault: F;
	readonly #match: RequestMatch;
	/** Whether it has had its effect. */
	happened = false;

	constructor(match: RequestMatch, fault: F) {
		this.#match = match;
		this.fault = fault;
	}

	/** Whether it is for a request. */
	isFor(verb: string, path: string): boolean {
		if (isOfWatches(this.fault) && verb !== "watch") return false;
		return (this.#match.verb ?? verb) === verb && (this.#match.path?.test(path) ?? true);
	}
}

/** Whether only a watch can suffer it. */
function isOfWatches(fault: ProxyFault): boolean {
	switch (fault.type) {
		case "reset":
			return fault.afterFrames !== undefined;
		case "stall":
			return fault.afterFrames !== undefined || fault.milliseconds !== undefined;
		case "close":
		case "error":
		case "truncate":
		case "duplicate":
		case "reorder":
			return true;
		case "status":
		case "cut":
		case "loseResponse":
		case "delay":
			return false;
	}
}
