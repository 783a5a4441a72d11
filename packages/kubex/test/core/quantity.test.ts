import fc from "fast-check";
import { compareQuantities, parseQuantity } from "kubex";
import { expect, test } from "vitest";

test.each([
	["500m", 0.5],
	["2", 2],
	[2, 2],
	["0.5", 0.5],
	[".5", 0.5],
	["1.", 1],
	["1Gi", 1024 ** 3],
	["1.5Ki", 1536],
	["1k", 1000],
	["12e6", 12e6],
	["1E3", 1000],
	["3E", 3e18],
	["100n", 1e-7],
	["-1", -1],
	["+1u", 1e-6],
])("%j is %d", (text, value) => expect(parseQuantity(text)).toBeCloseTo(value, 12));

test.each(["", "m", "1 Gi", "1gi", "0x10", "1e", "--1", "1Gi "])("%j is no quantity", (text) => {
	expect(() => parseQuantity(text)).toThrow(RangeError);
});

test("quantities of one suffix are ordered as their numbers", () => {
	const ordered = fc.property(fc.integer(), fc.integer(), (a, b) => {
		// Adding zero makes one of the two zeros.
		expect(Math.sign(compareQuantities(`${a}m`, `${b}m`)) + 0).toBe(Math.sign(a - b) + 0);
	});
	fc.assert(ordered);
});
