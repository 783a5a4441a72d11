/** Limits of a call's phases, each in milliseconds. */
export interface TimeoutPhases {
	/** For everything: credentials, tries and waits between them, the whole answer. Default: the client's. */
	readonly total?: number | false | undefined;
	/** For a connection: a free one, or a new one with its handshakes; for each try. Default: only the total. */
	readonly connect?: number | undefined;
	/** From the request to the beginning of its answer, for each try. Default: only the total. */
	readonly headers?: number | undefined;
}

/** How long a call may take: milliseconds for everything, `false` for no limit, or limits for its phases. */
export type CallTimeout = number | false | TimeoutPhases;

/** A {@link CallTimeout} in one form; `undefined` is no limit. */
export interface TimeLimits {
	readonly total: number | undefined;
	readonly connect: number | undefined;
	readonly headers: number | undefined;
}

/**
 * Reads a timeout.
 *
 * @param fallback - The total of a call that gives none.
 * @throws TypeError for anything but numbers above zero, or `false` for the total.
 */
export function timeLimits(timeout: CallTimeout | undefined, fallback: number | undefined): TimeLimits {
	if (timeout === undefined) return { total: fallback, connect: undefined, headers: undefined };
	if (typeof timeout !== "object" || timeout === null)
		return { total: limit("timeout", timeout), connect: undefined, headers: undefined };
	const { connect, headers, total } = timeout;
	return {
		total: total === undefined ? fallback : limit("timeout.total", total),
		connect: connect === undefined ? undefined : limit("timeout.connect", connect),
		headers: headers === undefined ? undefined : limit("timeout.headers", headers),
	};
}

function limit(name: string, value: number | false): number | undefined {
	if (value === false || value === Number.POSITIVE_INFINITY) return undefined;
	if (typeof value === "number" && value > 0) return value;
	throw new TypeError(`${name} must be a number of milliseconds above 0, or false, not ${JSON.stringify(value)}`);
}
