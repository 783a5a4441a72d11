import fc from "fast-check";
import { expect, test } from "vitest";
import {
	below,
	difference,
	emptySet,
	type FieldSet,
	fieldSet,
	hasPath,
	intersection,
	isEmptySet,
	pathsOf,
	sameSet,
	union,
	without,
} from "../../src/ownership/field-set.ts";
import { readFieldsV1, writeFieldsV1 } from "../../src/ownership/fields-v1.ts";
import { compareElements, describePath, keyElement, parseElement, valueElement } from "../../src/ownership/path-element.ts";

// Few steps, so that paths meet.
const step = fc.constantFrom("f:a", "f:b", 'k:{"name":"x"}', 'v:"x"');
const path = fc.array(step, { minLength: 1, maxLength: 3 });
const paths = fc.array(path, { maxLength: 8 });

const keys = (list: readonly (readonly string[])[]): Set<string> => new Set(list.map((item) => item.join("/")));
const keysOf = (set: FieldSet): Set<string> => keys([...pathsOf(set)]);

test("M3 sets of paths behave as sets", () => {
	fc.assert(
		fc.property(paths, paths, (left, right) => {
			const [a, b] = [fieldSet(...left), fieldSet(...right)];
			const [inA, inB] = [keys(left), keys(right)];
			expect(keysOf(a)).toEqual(inA);
			expect(keysOf(union(a, b))).toEqual(new Set([...inA, ...inB]));
			expect(keysOf(intersection(a, b))).toEqual(new Set([...inA].filter((key) => inB.has(key))));
			expect(keysOf(difference(a, b))).toEqual(new Set([...inA].filter((key) => !inB.has(key))));
			const covered = (key: string): boolean => right.some((other) => `${key}/`.startsWith(`${other.join("/")}/`));
			expect(keysOf(without(a, b))).toEqual(new Set([...inA].filter((key) => !covered(key))));
			expect(sameSet(a, b)).toBe(inA.size === inB.size && [...inA].every((key) => inB.has(key)));
			for (const item of left) expect(hasPath(a, item)).toBe(true);
			expect(isEmptySet(difference(a, a)) && isEmptySet(emptySet)).toBe(true);
		}),
	);
});

test("M3 what lies below a step is a set without that step", () => {
	fc.assert(
		fc.property(paths, step, (list, first) => {
			const inside = list.filter((item) => item[0] === first && item.length > 1).map((item) => item.slice(1));
			expect(keysOf(below(fieldSet(...list), first))).toEqual(keys(inside));
		}),
	);
});

test("M3 a set survives being written and read", () => {
	fc.assert(
		fc.property(paths, (list) => {
			const set = fieldSet(...list);
			const read = readFieldsV1(JSON.parse(JSON.stringify(writeFieldsV1(set))));
			expect(read !== undefined && sameSet(read, set)).toBe(true);
		}),
	);
});

test("M3 steps are written in the server's order: names, keys, values; numbers by size", () => {
	const steps = [
		"f:a",
		"f:b",
		keyElement({ protocol: "TCP", port: 80 }),
		keyElement({ port: 80, protocol: "UDP" }),
		keyElement({ port: 443, protocol: "TCP" }),
		valueElement(9),
		valueElement(10),
		valueElement("a"),
		"i:2",
		"i:10",
	];
	expect(steps.toReversed().toSorted(compareElements)).toEqual(steps);
	expect(steps[2]).toBe('k:{"port":80,"protocol":"TCP"}');
	const written = JSON.stringify(writeFieldsV1(fieldSet(["f:ports"], ...steps.toReversed().map((item) => ["f:ports", item]))));
	expect(written.startsWith('{"f:ports":{".":{},"f:a":{},"f:b":{},"k:{\\"port\\":80,')).toBe(true);
});

test("M3 a text that is no set is not read", () => {
	for (const fields of [null, [], "x", { a: {} }, { "f:a": 1 }, { "k:x": {} }, { "k:[]": {} }, { "i:x": {} }, { "v:{": {} }]) {
		expect(readFieldsV1(fields)).toBeUndefined();
	}
	expect(parseElement('k:{ "b": 1, "a": "x" }')).toBe('k:{"a":"x","b":1}');
});

test("M6 paths are shown as messages have them", () => {
	expect(describePath(["f:spec", "f:containers", 'k:{"name":"a"}', "f:image"])).toBe('.spec.containers[name="a"].image');
	expect(describePath(["f:ports", 'k:{"port":80,"protocol":"TCP"}'])).toBe('.ports[port=80,protocol="TCP"]');
	expect(describePath(["f:finalizers", 'v:"x/y"', "i:3"])).toBe('.finalizers[="x/y"][3]');
});
