/** Limits of a call's phases, each in milliseconds. */
export interface TimeoutPhases {
	/** For everything: credentials, tries and waits between them, the whole answer. Default: the client's. */
	readonly total?: number | false | undefined;
	/** For a connection: a free one, or a new one with its handshakes; for each try. Default: only the total. */
	readonly connect?: number | undefined;
	/** From the request to the beginning of its answer, for each try. Default: only the total. */
	readonly headers?: number | undefined;
	/** Without a byte of a streamed body, such as a watch. Default: no limit. */
	readonly idle?: number | undefined;
}

/**
 * How long a call may take: milliseconds for everything, `false` for no limit, or limits for its phases. A stream takes as long
 * as it likes once it has begun, unless the call itself gives a total.
 */
export type CallTimeout = number | false | TimeoutPhases;

/** A {@link CallTimeout} in one form; `undefined` is no limit. */
export interface TimeLimits {
	readonly total: number | undefined;
	readonly connect: number | undefined;
	readonly headers: number | undefined;
	readonly idle: number | undefined;
}

/**
 * Reads a timeout.
 *
 * @param fallback - The total of a call that gives none.
 * @throws TypeError for anything but numbers above zero, or `false` for the total.
 */
export function timeLimits(timeout: CallTimeout | undefined, fallback: number | undefined): TimeLimits {
	const phases: TimeoutPhases = typeof timeout === "object" && timeout !== null ? timeout : { total: timeout };
	const name = phases === timeout ? "timeout.total" : "timeout";
	return {
		total: phases.total === undefined ? fallback : limit(name, phases.total),
		connect: limit("timeout.connect", phases.connect),
		headers: limit("timeout.headers", phases.headers),
		idle: limit("timeout.idle", phases.idle),
	};
}

function limit(name: string, value: number | false | undefined): number | undefined {
	if (value === undefined || value === false || value === Number.POSITIVE_INFINITY) return undefined;
	if (typeof value === "number" && value > 0) return value;
	throw new TypeError(`${name} must be a number of milliseconds above 0, or false, not ${JSON.stringify(value)}`);
}
