import fc from "fast-check";
import type { FieldsV1 } from "kubex/meta";
import { describe, expect, test } from "vitest";
import { fieldStep, stepsBelow, unionOfFields } from "../../../src/core/ownership/fields-v1.ts";

test.each([
	["f:spec", { kind: "member", name: "spec" }],
	["f:a.b/c:d", { kind: "member", name: "a.b/c:d" }],
	['k:{"name":"main"}', { kind: "keys", keys: { name: "main" } }],
	['v:"a/b"', { kind: "value", value: "a/b" }],
	["i:3", { kind: "index", index: 3 }],
])("GAP-05 %j is a step", (key, step) => expect(fieldStep(key)).toEqual(step));

test("GAP-05 a key of no known form is refused", () => expect(() => fieldStep("x:1")).toThrow(/is no step/));

describe("the union", () => {
	test.each<[string, FieldsV1, FieldsV1, FieldsV1]>([
		["of separate members", { "f:a": {} }, { "f:b": {} }, { "f:a": {}, "f:b": {} }],
		["of what is below one member", { "f:a": { "f:b": {} } }, { "f:a": { "f:c": {} } }, { "f:a": { "f:b": {}, "f:c": {} } }],
		["of a member and what is below it", { "f:a": {} }, { "f:a": { "f:b": {} } }, { "f:a": { ".": {}, "f:b": {} } }],
		[
			"of a member that is itself in it",
			{ "f:a": { ".": {}, "f:b": {} } },
			{ "f:a": { "f:b": {} } },
			{ "f:a": { ".": {}, "f:b": {} } },
		],
	])("GAP-05 %s", (_title, a, b, union) => expect(unionOfFields(a, b)).toEqual(union));

	// A set as the texts of its paths; what has nothing below it is in the set.
	const paths = (fields: FieldsV1, path = ""): string[] => {
		const below = stepsBelow(fields);
		const own = path !== "" && (below.length === 0 || "." in fields) ? [path] : [];
		return [...own, ...below.flatMap(([key, value]) => paths(value, `${path}/${key}`))];
	};
	const trie = fc
		.letrec<{ node: FieldsV1; leaf: FieldsV1; branch: FieldsV1 }>((tie) => ({
			leaf: fc.constant({}),
			branch: fc
				.tuple(fc.boolean(), fc.dictionary(fc.constantFrom("f:a", "f:b", "f:c"), tie("node"), { minKeys: 1, maxKeys: 3 }))
				.map(([member, children]) => (member ? { ".": {}, ...children } : children)),
			node: fc.oneof({ depthSize: "small" }, tie("leaf"), tie("branch")),
		}))
		.branch.map(({ ".": _, ...root }) => root);

	test("GAP-05 has the paths of both, in either order, and is its own union", () =>
		fc.assert(
			fc.property(trie, trie, (a, b) => {
				const union = unionOfFields(a, b);
				expect(new Set(paths(union))).toEqual(new Set([...paths(a), ...paths(b)]));
				expect(new Set(paths(unionOfFields(b, a)))).toEqual(new Set(paths(union)));
				expect(unionOfFields(union, a)).toEqual(union);
			}),
		));
});
