import { expect, test } from "vitest";
import { humanDuration } from "../../src/tables/human-duration.ts";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

test.each([
	[-2, "<invalid>"],
	[-1, "0s"],
	[0, "0s"],
	[119, "119s"],
	[2 * minute, "2m"],
	[9 * minute + 59, "9m59s"],
	[10 * minute + 59, "10m"],
	[3 * hour - 1, "179m"],
	[3 * hour, "3h"],
	[7 * hour + 59 * minute, "7h59m"],
	[8 * hour, "8h"],
	[2 * day - 1, "47h"],
	[2 * day, "2d"],
	[7 * day + 23 * hour, "7d23h"],
	[8 * day, "8d"],
	[2 * year - 1, "729d"],
	[2 * year + day, "2y1d"],
	[8 * year + day, "8y"],
])("S6 an age of %i seconds is shown as %s", (seconds, text) => {
	expect(humanDuration(seconds * 1000)).toBe(text);
});
