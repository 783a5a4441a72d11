import { expect, test } from "vitest";
import { applyJsonPatch, JsonPatchError } from "../../src/patch/json-patch.ts";

// The examples of RFC 6902, appendix A, that end in a document.
test.each([
	["A.1", { foo: "bar" }, [{ op: "add", path: "/baz", value: "qux" }], { baz: "qux", foo: "bar" }],
	["A.2", { foo: ["bar", "baz"] }, [{ op: "add", path: "/foo/1", value: "qux" }], { foo: ["bar", "qux", "baz"] }],
	["A.3", { baz: "qux", foo: "bar" }, [{ op: "remove", path: "/baz" }], { foo: "bar" }],
	["A.4", { foo: ["bar", "qux", "baz"] }, [{ op: "remove", path: "/foo/1" }], { foo: ["bar", "baz"] }],
	["A.5", { baz: "qux", foo: "bar" }, [{ op: "replace", path: "/baz", value: "boo" }], { baz: "boo", foo: "bar" }],
	[
		"A.6",
		{ foo: { bar: "baz", waldo: "fred" }, qux: { corge: "grault" } },
		[{ op: "move", from: "/foo/waldo", path: "/qux/thud" }],
		{ foo: { bar: "baz" }, qux: { corge: "grault", thud: "fred" } },
	],
	[
		"A.7",
		{ foo: ["all", "grass", "cows", "eat"] },
		[{ op: "move", from: "/foo/1", path: "/foo/3" }],
		{ foo: ["all", "cows", "eat", "grass"] },
	],
	[
		"A.8",
		{ baz: "qux", foo: ["a", 2, "c"] },
		[
			{ op: "test", path: "/baz", value: "qux" },
			{ op: "test", path: "/foo/1", value: 2 },
		],
		{ baz: "qux", foo: ["a", 2, "c"] },
	],
	["A.10", { foo: "bar" }, [{ op: "add", path: "/child", value: { grandchild: {} } }], { foo: "bar", child: { grandchild: {} } }],
	["A.11", { foo: "bar" }, [{ op: "add", path: "/baz", value: "qux", xyz: 123 }], { foo: "bar", baz: "qux" }],
	["A.14", { "/": 9, "~1": 10 }, [{ op: "test", path: "/~01", value: 10 }], { "/": 9, "~1": 10 }],
	["A.16", { foo: ["bar"] }, [{ op: "add", path: "/foo/-", value: ["abc", "def"] }], { foo: ["bar", ["abc", "def"]] }],
])("L3 RFC 6902 %s", (_, document, operations, result) => {
	expect(applyJsonPatch(document, operations)).toEqual(result);
});

test.each([
	["A.9", { baz: "qux" }, { op: "test", path: "/baz", value: "bar" }],
	["A.12", { foo: "bar" }, { op: "add", path: "/baz/bat", value: "qux" }],
	["A.15", { "/": 9, "~1": 10 }, { op: "test", path: "/~01", value: "10" }],
])("L3 RFC 6902 %s is refused, and the document stays as it was", (_, document, operation) => {
	const before = structuredClone(document);
	const operations = [{ op: "add", path: "/added", value: 1 }, operation];
	expect(() => applyJsonPatch(document, operations)).toThrow(JsonPatchError);
	expect(document).toEqual(before);
});

test("L3 a copy is a copy, and what was looked into is in the order of the names", () => {
	const operations = [
		{ op: "copy", from: "/z", path: "/a" },
		{ op: "add", path: "/a/x", value: 1 },
	];
	const result = applyJsonPatch({ z: { y: 1 }, b: { d: 1, c: 1 } }, operations);
	expect(JSON.stringify(result)).toBe('{"a":{"x":1,"y":1},"b":{"d":1,"c":1},"z":{"y":1}}');
});
