const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/**
 * How long something is ago, in one or two units, the coarser the longer.
 *
 * @param milliseconds Of a little less than nothing, as clocks differ, nothing is left.
 *
 * @example
 * ```ts
 * humanDuration(90_000); // => "90s"
 * humanDuration(200_000); // => "3m20s"
 * ```
 */
export function humanDuration(milliseconds: number): string {
	if (milliseconds <= -2 * second) return "<invalid>";
	if (milliseconds < 0) return "0s";
	if (milliseconds < 2 * minute) return whole(milliseconds, second, "s");
	if (milliseconds < 10 * minute) return pair(milliseconds, minute, "m", second, "s");
	if (milliseconds < 3 * hour) return whole(milliseconds, minute, "m");
	if (milliseconds < 8 * hour) return pair(milliseconds, hour, "h", minute, "m");
	if (milliseconds < 2 * day) return whole(milliseconds, hour, "h");
	if (milliseconds < 8 * day) return pair(milliseconds, day, "d", hour, "h");
	if (milliseconds < 2 * year) return whole(milliseconds, day, "d");
	if (milliseconds < 8 * year) return pair(milliseconds, year, "y", day, "d");
	return whole(milliseconds, year, "y");
}

function whole(milliseconds: number, unit: number, letter: string): string {
	return `${Math.floor(milliseconds / unit)}${letter}`;
}

function pair(milliseconds: number, unit: number, letter: string, smaller: number, smallerLetter: string): string {
	const rest = Math.floor((milliseconds % unit) / smaller);
	return whole(milliseconds, unit, letter) + (rest === 0 ? "" : `${rest}${smallerLetter}`);
}
