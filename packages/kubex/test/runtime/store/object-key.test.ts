import { keyOf } from "kubex/runtime";
import { expect, test } from "vitest";
import { cachedPod } from "../../support/cached-pod.ts";

test("ST-12 a key is namespace and name, or the name alone", () => {
	expect(keyOf(cachedPod())).toBe("default/web");
	expect(keyOf({ metadata: { name: "node-1" } })).toBe("node-1");
	expect(keyOf({ metadata: { name: "node-1", namespace: "" } })).toBe("node-1");
});

test("ST-12 neither part of a key may hold a slash, or two objects would have one key", () => {
	expect(() => keyOf({ metadata: { name: "b/c", namespace: "a" } })).toThrow(/the name "b\/c"/);
	expect(() => keyOf({ metadata: { name: "c", namespace: "a/b" } })).toThrow(/the namespace "a\/b"/);
});

test("ST-12 an object without a name has no key", () => expect(() => keyOf({ metadata: {} })).toThrow(TypeError));
