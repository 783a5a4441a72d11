/** @typedef {{ readonly median: number, readonly min: number, readonly max: number }} Summary */

/** @param {readonly number[]} values @returns {Summary} */
export function summarise(values) {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = sorted.length / 2;
	const upper = sorted[Math.floor(middle)] ?? Number.NaN;
	const lower = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
	return { median: (upper + lower) / 2, min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN };
}

/**
 * The ratios of values that were measured in the same rounds.
 *
 * @param {readonly number[]} values
 * @param {readonly number[]} references
 */
export function summariseRatio(values, references) {
	return summarise(values.map((value, round) => value / (references[round] ?? Number.NaN)));
}
