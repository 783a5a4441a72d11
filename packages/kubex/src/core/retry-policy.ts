/** When and how often a call is tried again. */
export interface RetryOptions {
	/** How often a call is tried at most, the first time included. Default: 5. */
	readonly attempts?: number | undefined;
	/** Milliseconds before the second try, without a word of the server; doubled for each further one. Default: 100. */
	readonly initialDelay?: number | undefined;
	/** Milliseconds that a wait without a word of the server takes at most. Default: 5,000. */
	readonly maxDelay?: number | undefined;
}

/** How a try ended. */
export type TryOutcome =
	/** With an answer. */
	| { readonly kind: "answer"; readonly status: number; readonly retryAfter: number | undefined }
	/** Without one; `sent` tells whether the server may have seen the request. */
	| { readonly kind: "failure"; readonly sent: boolean };

/** What is known of a call when one of its tries has ended. */
export interface TryState {
	readonly method: string;
	/** Whether the request may be sent twice where once is meant. Default: by the method. */
	readonly idempotent?: boolean | undefined;
	/** 1 for the first try. */
	readonly attempt: number;
	/** Milliseconds until the call's deadline; `undefined` for none. */
	readonly remaining: number | undefined;
	/** From 0 to 1; spreads the clients that failed together. */
	readonly random: number;
}

const defaults = { attempts: 5, initialDelay: 100, maxDelay: 5000 };
// What a repetition of them leaves behind is what one of them leaves behind (RFC 9110, section 9.2.2).
const idempotent: ReadonlySet<string> = new Set(["GET", "PUT", "DELETE"]);
const passing: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/**
 * Milliseconds to wait before the next try, or `undefined` when there is none: a refusal that says when to come back (429 or
 * 503 with a time) is followed for every verb, since the server did nothing; a server error, or a connection that broke, is
 * repeated for idempotent requests only; a request that never left is always repeated. No wait is longer than the deadline.
 *
 * @see https://kubernetes.io/docs/concepts/cluster-administration/flow-control/
 */
export function retryDelay(options: RetryOptions, state: TryState, outcome: TryOutcome): number | undefined {
	const { attempts, initialDelay, maxDelay } = {
		attempts: options.attempts ?? defaults.attempts,
		initialDelay: options.initialDelay ?? defaults.initialDelay,
		maxDelay: options.maxDelay ?? defaults.maxDelay,
	};
	const mayRepeat = state.idempotent ?? idempotent.has(state.method);
	if (state.attempt >= attempts || !isWorthIt(mayRepeat, outcome)) return undefined;
	const asked = outcome.kind === "answer" ? outcome.retryAfter : undefined;
	const backoff = Math.min(maxDelay, initialDelay * 2 ** (state.attempt - 1));
	// Between a half and the whole, so that clients that failed together do not come back together; never before the server's time.
	const delay = asked === undefined ? backoff * (0.5 + state.random / 2) : asked * (1 + state.random / 10);
	return state.remaining !== undefined && delay >= state.remaining ? undefined : delay;
}

function isWorthIt(mayRepeat: boolean, outcome: TryOutcome): boolean {
	if (outcome.kind === "failure") return !outcome.sent || mayRepeat;
	const { retryAfter, status } = outcome;
	if (status === 429) return retryAfter !== undefined;
	if (status === 503 && retryAfter !== undefined) return true;
	return passing.has(status) && mayRepeat;
}

/**
 * Checks the options once, when they are given.
 *
 * @throws TypeError for attempts that are no whole number above zero, or a time below zero.
 */
export function checkRetryOptions(options: RetryOptions): RetryOptions {
	const { attempts, initialDelay, maxDelay } = options;
	if (attempts !== undefined && !(Number.isSafeInteger(attempts) && attempts > 0)) {
		throw new TypeError(`retry.attempts must be a whole number above 0, not ${attempts}`);
	}
	for (const [name, value] of Object.entries({ initialDelay, maxDelay })) {
		if (value !== undefined && !(value >= 0)) throw new TypeError(`retry.${name} must be a number of milliseconds, not ${value}`);
	}
	return options;
}
