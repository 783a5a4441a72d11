import fc from "fast-check";
import { expect, test } from "vitest";
import { compareVersions } from "../../src/custom/compare-versions.ts";

test("C6 finished versions come before beta and alpha, then higher numbers, then names", () => {
	const ordered = ["v10", "v2", "v1", "v11beta2", "v10beta3", "v3beta1", "v12alpha1", "v11alpha2", "foo1", "foo10", "v01"];
	expect(ordered.toReversed().toSorted(compareVersions)).toEqual(ordered);
});

test("C6 versions have one order, whatever they are called", () => {
	const version = fc.oneof(
		fc.string({ maxLength: 4 }),
		fc
			.tuple(fc.nat(3), fc.constantFrom("", "alpha", "beta"), fc.nat(3))
			.map(([major, stage, minor]) => `v${major}${stage}${stage === "" ? "" : minor}`),
	);
	fc.assert(
		fc.property(version, version, version, (a, b, c) => {
			expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
			if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
			expect(compareVersions(a, b) === 0).toBe(a === b);
		}),
	);
});
