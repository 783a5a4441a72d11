/**
 * A point in time as the API server writes it: RFC 3339 in UTC with whole seconds, such as `2026-11-22T10:15:30Z`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3339
 */
export type Time = string;

/** A point in time with exactly six fractional digits, such as `2026-11-22T10:15:30.000000Z`; the server refuses other widths. */
export type MicroTime = string;

/**
 * Writes a date as a {@link Time}; fractions of a second are cut off, as the API server does.
 *
 * @throws RangeError for an invalid date.
 *
 * @example
 * ```ts
 * toTime(new Date(0)); // => "1970-01-01T00:00:00Z"
 * ```
 */
export function toTime(date: Date): Time {
	return `${date.toISOString().slice(0, -5)}Z`;
}

/**
 * Writes a date as a {@link MicroTime}, as Lease and Event want it.
 *
 * @throws RangeError for an invalid date.
 *
 * @example
 * ```ts
 * toMicroTime(new Date(1500)); // => "1970-01-01T00:00:01.500000Z"
 * ```
 */
export function toMicroTime(date: Date): MicroTime {
	return `${date.toISOString().slice(0, -1)}000Z`;
}
