import fc from "fast-check";
import { expect, test } from "vitest";
import { mergePatch } from "../../src/patch/merge-patch.ts";

// The examples of RFC 7386, appendix A.
test.each([
	[{ a: "b" }, { a: "c" }, { a: "c" }],
	[{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
	[{ a: "b" }, { a: null }, {}],
	[{ a: "b", b: "c" }, { a: null }, { b: "c" }],
	[{ a: ["b"] }, { a: "c" }, { a: "c" }],
	[{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
	[{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
	[{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
	[
		["a", "b"],
		["c", "d"],
		["c", "d"],
	],
	[{ a: "b" }, ["c"], ["c"]],
	[{ a: "foo" }, null, null],
	[{ a: "foo" }, "bar", "bar"],
	[{ e: null }, { a: 1 }, { e: null, a: 1 }],
	[[1, 2], { a: "b", c: null }, { a: "b" }],
	[{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])("L4 RFC 7386: %j patched with %j is %j", (target, patch, result) => {
	expect(mergePatch(target, patch)).toEqual(result);
});

const object = fc.dictionary(
	fc.constantFrom("a", "b", "c"),
	fc.oneof(fc.integer(), fc.dictionary(fc.constantFrom("d"), fc.integer())),
	{
		noNullPrototype: true,
	},
);

test("L4 a merge patch is idempotent, names what it sets, and changes neither side", () => {
	fc.assert(
		fc.property(object, object, (target, patch) => {
			const [before, given] = [structuredClone(target), structuredClone(patch)];
			const once = mergePatch(target, patch);
			expect(mergePatch(once, patch)).toEqual(once);
			expect(Object.keys(once as object)).toEqual([...new Set([...Object.keys(target), ...Object.keys(patch)])].toSorted());
			expect([target, patch]).toEqual([before, given]);
		}),
	);
});
