import fc from "fast-check";
import { differences, formatDifferences } from "kubex";
import { expect, test } from "vitest";

const change = (before: unknown, after: unknown): string[] => formatDifferences(differences(before, after)).split("\n");

test.each<[string, unknown, unknown, string[]]>([
	["a member", { spec: { replicas: 1 } }, { spec: { replicas: 3 } }, ["~ spec.replicas: 1 -> 3"]],
	["what is added and removed", { a: { x: 1 } }, { a: { y: null } }, ["- a.x: 1", "+ a.y: null"]],
	["null is a value", { a: null }, { a: 0 }, ["~ a: null -> 0"]],
	["a name that is no word", { labels: {} }, { labels: { "a/b.c": "x" } }, ['+ labels["a/b.c"]: "x"']],
	["a value of another type", { a: [1] }, { a: { b: 1 } }, ['~ a: [1] -> {"b":1}']],
	[
		"items with names, whatever their order",
		[{ name: "a", image: "1" }, { name: "b" }],
		[{ name: "b" }, { name: "a", image: "2" }],
		['~ [name=a].image: "1" -> "2"'],
	],
	[
		"items that come and go",
		{ c: [{ name: "a" }] },
		{ c: [{ name: "b" }] },
		['- c[name=a]: {"name":"a"}', '+ c[name=b]: {"name":"b"}'],
	],
	["items with ports", { p: [{ port: 80 }] }, { p: [{ port: 80, x: 1 }] }, ["+ p[port=80].x: 1"]],
	["items of one name by their place", [{ name: "a" }, { name: "a", x: 1 }], [{ name: "a" }, { name: "a" }], ["- [1].x: 1"]],
	["items without a name by their place", { f: ["x", "y"] }, { f: ["x"] }, ['- f[1]: "y"']],
	["a list that becomes empty", { c: [{ name: "a" }] }, { c: [] }, ['- c[name=a]: {"name":"a"}']],
])("GAP-05 %s", (_title, before, after, lines) => expect(change(before, after)).toEqual(lines));

test("GAP-05 a value does not differ from itself, and differs from another", () =>
	fc.assert(
		fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
			expect(differences(a, structuredClone(a))).toEqual([]);
			const isSame = JSON.stringify(a) === JSON.stringify(b);
			if (!isSame && typeof a !== "object" && typeof b !== "object") expect(differences(a, b)).toHaveLength(1);
		}),
	));
