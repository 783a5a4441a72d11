/** How many requests a client sends. */
export interface RateLimit {
	/** Requests a second in the long run. */
	readonly requestsPerSecond: number;
	/** Requests that may go at once after a pause. Default: twice `requestsPerSecond`, at least 1. */
	readonly burst?: number | undefined;
}

/** Counts requests against a limit; it knows no timers, only the time that it is told. */
export class TokenBucket {
	readonly #perMillisecond: number;
	readonly #burst: number;
	#tokens: number;
	#at: number;

	/**
	 * @param now - Milliseconds on any clock that does not go back.
	 * @throws TypeError for a rate or a burst that is not above zero.
	 */
	constructor(limit: RateLimit, now: number) {
		const burst = limit.burst ?? Math.max(1, Math.ceil(limit.requestsPerSecond * 2));
		if (!(limit.requestsPerSecond > 0) || !(burst >= 1)) {
			throw new TypeError(`rateLimit: ${limit.requestsPerSecond} requests a second with a burst of ${burst} let nothing through`);
		}
		this.#perMillisecond = limit.requestsPerSecond / 1000;
		this.#burst = burst;
		this.#tokens = burst;
		this.#at = now;
	}

	/** Takes a place; the request may go after so many milliseconds, zero for at once. */
	take(now: number): number {
		this.#tokens = Math.min(this.#burst, this.#tokens + Math.max(0, now - this.#at) * this.#perMillisecond) - 1;
		this.#at = now;
		return this.#tokens >= 0 ? 0 : -this.#tokens / this.#perMillisecond;
	}

	/** Gives a place back that was not used, such as that of a call that was aborted while it waited. */
	giveBack(): void {
		this.#tokens = Math.min(this.#burst, this.#tokens + 1);
	}
}
