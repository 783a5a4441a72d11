import { jsonPatch, pointer } from "kubex";
import { describe, expect, test } from "vitest";

test("PA-05, PA-06 operations follow one another, null and all", () => {
	const patch = jsonPatch()
		.test("/metadata/name", "web")
		.add(pointer("metadata", "labels", "a/b"), "x")
		.replace("/spec", null)
		.remove("/metadata/annotations")
		.move("/a", "/b")
		.copy("/b", "/c");
	expect(patch.mediaType).toBe("application/json-patch+json");
	expect(patch.body).toEqual([
		{ op: "test", path: "/metadata/name", value: "web" },
		{ op: "add", path: "/metadata/labels/a~1b", value: "x" },
		{ op: "replace", path: "/spec", value: null },
		{ op: "remove", path: "/metadata/annotations" },
		{ op: "move", path: "/b", from: "/a" },
		{ op: "copy", path: "/c", from: "/b" },
	]);
});

test("PA-06 a patch never changes: what is built on it is another one", () => {
	const base = jsonPatch().test("/a", 1);
	const [one, two] = [base.remove("/b"), base.remove("/c")];
	expect([base, one, two].map((patch) => patch.body.length)).toEqual([1, 2, 2]);
	expect(() => (base.body as object[]).push({})).toThrow(TypeError);
});

describe("what is refused", () => {
	test.each([
		["a path without its slash", () => jsonPatch().remove("metadata")],
		["a tilde that escapes nothing", () => jsonPatch().add("/metadata/labels/a~b", "x")],
		["the source of a copy that is no pointer", () => jsonPatch().copy("a", "/b")],
		["an undefined value", () => jsonPatch().add("/a", undefined)],
		["an undefined value of a test", () => jsonPatch().test("/a", undefined)],
		["a move into itself", () => jsonPatch().move("/a", "/a/b")],
		["a move of everything", () => jsonPatch().move("", "/a")],
		["a move into itself, written otherwise", () => jsonPatch().move("/a~1b", "/a~1b/c~0")],
	])("PA-07 %s", (_title, build) => expect(build).toThrow(TypeError));

	test.each([
		["/a", "/a"],
		["/a/b", "/a"],
		["/a", "/ab"],
	])("PA-07 a move from %j to %j is none of it", (from, path) =>
		expect(jsonPatch().move(from, path).body).toEqual([{ op: "move", path, from }]),
	);
});
