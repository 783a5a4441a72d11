import fc from "fast-check";
import { pointer } from "kubex";
import { expect, test } from "vitest";
import { pointerSegments } from "../../../src/core/patches/json-pointer.ts";

test.each([
	[["metadata", "labels", "app"], "/metadata/labels/app"],
	[["metadata", "annotations", "example.com/a~b"], "/metadata/annotations/example.com~1a~0b"],
	[["a", "~1"], "/a/~01"],
	[["spec", "containers", 0], "/spec/containers/0"],
	[["spec", "containers", "-"], "/spec/containers/-"],
	[[""], "/"],
	[[], ""],
])("PA-08, AP-8 %j is written %j", (segments, text) => expect(pointer(...segments)).toBe(text));

// RFC 6901, section 5.
test.each([
	["", []],
	["/foo", ["foo"]],
	["/foo/0", ["foo", "0"]],
	["/", [""]],
	["/a~1b", ["a/b"]],
	["/c%d", ["c%d"]],
	["/m~0n", ["m~n"]],
	["/~01", ["~1"]],
])("PA-08 %j is read as %j", (text, segments) => expect(pointerSegments(text)).toEqual(segments));

test.each(["foo", "foo/bar", "/a~b", "/a~", "/~2", 7, undefined])("PA-08 %j is no pointer", (text) =>
	expect(() => pointerSegments(text as string)).toThrow(/is no JSON pointer/),
);

test.each([-1, 0.5, Number.NaN, null, undefined])("PA-08 %j is no segment", (segment) =>
	expect(() => pointer("a", segment as number)).toThrow(TypeError),
);

test("PA-08, AP-8 whatever the segments, they are read as they were written", () =>
	fc.assert(
		fc.property(fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("~", "/", "~0", "~1", "~~//"))), (segments) => {
			expect(pointerSegments(pointer(...segments))).toEqual(segments);
		}),
	));
