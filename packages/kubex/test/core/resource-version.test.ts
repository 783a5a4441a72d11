import fc from "fast-check";
import { compareResourceVersions } from "kubex";
import { expect, test } from "vitest";

test.each([
	["1", "2", -1],
	["9", "10", -1],
	["10", "9", 1],
	["0", "1", -1],
	["0", "0", 0],
	["4711", "4711", 0],
	["9007199254740993", "9007199254740992", 1],
	["18446744073709551615", "18446744073709551616", -1],
])("SF-1 %j against %j is %d", (a, b, order) => expect(compareResourceVersions(a, b)).toBe(order));

test.each(["", "01", "00", "-1", "+1", "1.0", "1e3", "0x1", " 1", "1\n", "abc", "١"])(
	"SF-1 %j can be compared with nothing, not even with itself",
	(version) => {
		expect(compareResourceVersions(version, "1")).toBeUndefined();
		expect(compareResourceVersions("1", version)).toBeUndefined();
		expect(compareResourceVersions(version, version)).toBeUndefined();
	},
);

test("SF-1 versions are ordered as unsigned integers of any size", () => {
	const ordered = fc.property(fc.bigInt({ min: 0n, max: 2n ** 70n }), fc.bigInt({ min: 0n, max: 2n ** 70n }), (a, b) => {
		const expected = a < b ? -1 : Number(a > b);
		expect(compareResourceVersions(`${a}`, `${b}`)).toBe(expected);
	});
	fc.assert(ordered);
});
