import { expect, test } from "vitest";
import { parseJsonPath } from "../../src/custom/json-path.ts";

const object = {
	a: { b: 1, "c.d/e": "dotted" },
	list: [
		{ n: "x", v: 1 },
		{ n: "y", v: 2 },
	],
	texts: ["p", "q", "r"],
};

test.each([
	[".a.b", [1]],
	[".a.nope", []],
	[".a['b']", [1]],
	[".a.c\\.d/e", ["dotted"]],
	[".texts[0]", ["p"]],
	[".texts[-1]", ["r"]],
	[".texts[1:]", ["q", "r"]],
	[".texts[*]", ["p", "q", "r"]],
	[".list[*].n", ["x", "y"]],
	['.list[?(@.n=="y")].v', [2]],
	[".list[?(@.v>1)].n", ["y"]],
	[".list[?(@.n!='x')].n", ["y"]],
	[".list[?(@.nope)].n", []],
	[".a.*", [1, "dotted"]],
	[".", [object]],
])("R12 %s leads to what it names", (path, found) => {
	expect(parseJsonPath(path)?.(object)).toEqual(found);
});

test("R12 what is no path leads nowhere", () => {
	for (const path of ["", "a", ".a[", ".a[x]", ".list[?(n)]"]) expect(parseJsonPath(path)).toBeUndefined();
	const parsed = parseJsonPath(".constructor");
	expect(parsed?.({})).toEqual([]);
});
