import { describe, expect, test } from "vitest";
import { addFinalizerPatch, checkFinalizer, removeFinalizerPatch } from "../../../src/core/patches/finalizer-patch.ts";

describe("adding", () => {
	test("FN-3 the first one is added to the version that was read", () =>
		expect(addFinalizerPatch({ resourceVersion: "7" }, "a/b")?.body).toEqual([
			{ op: "test", path: "/metadata/resourceVersion", value: "7" },
			{ op: "add", path: "/metadata/finalizers", value: ["a/b"] },
		]));

	test("FN-3 a further one is added to the list that was read", () =>
		expect(addFinalizerPatch({ uid: "u", finalizers: ["x/y"] }, "a/b")?.body).toEqual([
			{ op: "test", path: "/metadata/uid", value: "u" },
			{ op: "test", path: "/metadata/finalizers", value: ["x/y"] },
			{ op: "add", path: "/metadata/finalizers/-", value: "a/b" },
		]));

	test("FN-4 none is added twice, or to an object whose deletion was asked for", () => {
		expect(addFinalizerPatch({ finalizers: ["a/b"] }, "a/b")).toBeUndefined();
		expect(addFinalizerPatch({ deletionTimestamp: "2026-11-22T10:15:30Z" }, "a/b")).toBeUndefined();
	});
});

describe("removing", () => {
	test("FN-3, FN-6 every entry at its place, the last first", () =>
		expect(removeFinalizerPatch({ uid: "u", finalizers: ["a/b", "x/y", "a/b"] }, "a/b")?.body).toEqual([
			{ op: "test", path: "/metadata/uid", value: "u" },
			{ op: "test", path: "/metadata/finalizers/2", value: "a/b" },
			{ op: "remove", path: "/metadata/finalizers/2" },
			{ op: "test", path: "/metadata/finalizers/0", value: "a/b" },
			{ op: "remove", path: "/metadata/finalizers/0" },
		]));

	test("FN-3 nothing where there is none", () => {
		expect(removeFinalizerPatch({ finalizers: ["x/y"] }, "a/b")).toBeUndefined();
		expect(removeFinalizerPatch({}, "a/b")).toBeUndefined();
	});
});

test.each(["example.com/cleanup", "a/b", "a-1.b/C_d.e", `${"x".repeat(63)}.example.com/${"y".repeat(63)}`])(
	"FN-8 %j is a finalizer",
	(name) => expect(() => checkFinalizer(name)).not.toThrow(),
);

test.each([
	"cleanup",
	"",
	"/cleanup",
	"example.com/",
	"Example.com/a",
	"a/b/c",
	"a/-b",
	"a./b",
	"a..b/c",
	`a/${"y".repeat(64)}`,
	" a/b",
])("FN-8 %j is none", (name) => expect(() => checkFinalizer(name)).toThrow(TypeError));
