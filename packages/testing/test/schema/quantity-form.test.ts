import fc from "fast-check";
import { compareQuantities } from "kubex/meta";
import { expect, test } from "vitest";
import { canonicalQuantity } from "../../src/schema/quantity-form.ts";

test.each([
	["0.5", "500m"],
	["1024Mi", "1Gi"],
	["1e3", "1e3"],
	["1.5", "1500m"],
	["1E", "1E"],
	["1000k", "1M"],
	["0", "0"],
	["1.5Gi", "1536Mi"],
	["0.5Gi", "512Mi"],
	["100000000000000000000", "100E"],
	["1023", "1023"],
	["1000Ki", "1000Ki"],
	["0Ki", "0"],
	["-5", "-5"],
])("E10 %s is kept as %s", (text, canonical) => {
	expect(canonicalQuantity(text)).toBe(canonical);
});

test.each(["", "abc", "1Kib", "1.2.3", "."])("E10 %j is no quantity", (text) => {
	expect(canonicalQuantity(text)).toBeUndefined();
});

test("E10 the canonical form has the same value and is its own canonical form", () => {
	const suffix = fc.constantFrom("", "m", "k", "M", "G", "Ki", "Mi", "Gi");
	fc.assert(
		fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), suffix, (value, unit) => {
			const canonical = canonicalQuantity(`${value}${unit}`) ?? "";
			expect(compareQuantities(canonical, `${value}${unit}`)).toBe(0);
			expect(canonicalQuantity(canonical)).toBe(canonical);
		}),
	);
});
