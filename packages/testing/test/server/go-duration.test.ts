import { expect, test } from "vitest";
import { parseGoDuration } from "../../src/server/go-duration.ts";

test.each([
	["0", 0],
	["1s", 1000],
	["1.5s", 1500],
	[".5s", 500],
	["-1s", -1000],
	["1h2m3s", 3_723_000],
	["300ms", 300],
	["100h", 360_000_000],
])("A11 %s is %d ms", (text, milliseconds) => {
	expect(parseGoDuration(text)).toBe(milliseconds);
});

// The texts are those of a 1.35 server.
test.each([
	["abc", 'time: invalid duration "abc"'],
	["5", 'time: missing unit in duration "5"'],
	["1x", 'time: unknown unit "x" in duration "1x"'],
	["-", 'time: invalid duration "-"'],
])("A11 %s is refused", (text, message) => {
	expect(() => parseGoDuration(text)).toThrow(message);
});
