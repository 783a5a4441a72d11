import type { FieldsV1 } from "../meta/json.ts";

/**
 * One step of a path in a set of fields: a member of an object, an item of a list by its keys, by its value or by its index.
 *
 * @see https://github.com/kubernetes-sigs/structured-merge-diff
 */
export type FieldStep =
	| { readonly kind: "member"; readonly name: string }
	| { readonly kind: "keys"; readonly keys: Readonly<Record<string, unknown>> }
	| { readonly kind: "value"; readonly value: unknown }
	| { readonly kind: "index"; readonly index: number };

/** The key under which a set says that what its path leads to is itself in the set, beside what is below it. */
const self = ".";

/**
 * Reads a key of a set of fields.
 *
 * @throws TypeError for a key of no known form.
 */
export function fieldStep(key: string): FieldStep {
	const [prefix, rest] = [key.slice(0, 2), key.slice(2)];
	if (prefix === "f:") return { kind: "member", name: rest };
	if (prefix === "k:") return { kind: "keys", keys: JSON.parse(rest) as Record<string, unknown> };
	if (prefix === "v:") return { kind: "value", value: JSON.parse(rest) };
	if (prefix === "i:") return { kind: "index", index: Number(rest) };
	throw new TypeError(`${JSON.stringify(key)} is no step of a path in fieldsV1`);
}

/** What a set has below one path: each step with the set below it. */
export function stepsBelow(fields: FieldsV1): [key: string, below: FieldsV1][] {
	return Object.entries(fields).filter((entry): entry is [string, FieldsV1] => entry[0] !== self);
}

/** The set below a step; `undefined` when there is none. */
export function fieldsAt(fields: FieldsV1, key: string): FieldsV1 | undefined {
	return Object.hasOwn(fields, key) ? (fields[key] as FieldsV1) : undefined;
}

/** The fields that are in either of two sets. */
export function unionOfFields(a: FieldsV1, b: FieldsV1): FieldsV1 {
	const union: FieldsV1 = {};
	// A set without anything below stands for the path itself; with something below it must say so.
	const isMember = (fields: FieldsV1): boolean => self in fields || Object.keys(fields).length === 0;
	const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
	keys.delete(self);
	if (keys.size > 0 && (isMember(a) || isMember(b))) union[self] = {};
	for (const key of keys) {
		const [left, right] = [fieldsAt(a, key), fieldsAt(b, key)];
		union[key] = left === undefined || right === undefined ? (left ?? right) : unionOfFields(left, right);
	}
	return union;
}
