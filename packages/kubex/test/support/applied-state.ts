import fc from "fast-check";
import type { FieldsV1 } from "kubex/meta";

/** What one manager has applied, the fields that it owns by that, and the value that the object has together with what others added. */
export interface AppliedState {
	readonly applied: unknown;
	readonly fields: FieldsV1;
	/** The fields of the others. */
	readonly others: FieldsV1;
	readonly merged: unknown;
}

const names = ["a", "b", "c", "__proto__", "x/y"];
const scalar = fc.oneof(fc.string({ maxLength: 3 }), fc.integer(), fc.boolean());

/** Values as a server would merge them: atomic ones, objects, lists by key and sets. */
export const appliedState: fc.Arbitrary<AppliedState> = fc.letrec<{
	any: AppliedState;
	leaf: AppliedState;
	object: AppliedState;
	list: AppliedState;
	set: AppliedState;
}>((tie) => ({
	any: fc.oneof({ depthSize: "small", withCrossShrink: true }, tie("leaf"), tie("object"), tie("list"), tie("set")),
	leaf: fc
		.oneof(scalar, fc.array(scalar, { maxLength: 2 }), fc.dictionary(fc.constantFrom("p", "q"), scalar, { maxKeys: 2 }))
		.map((value) => ({ applied: value, fields: {}, others: {}, merged: value })),
	object: fc
		.tuple(fc.dictionary(fc.constantFrom(...names), tie("any"), { minKeys: 1, maxKeys: 3 }), fc.array(scalar, { maxLength: 2 }))
		.map(([members, foreign]) => objectOf(members, foreign)),
	list: fc
		.tuple(fc.dictionary(fc.constantFrom("one", "two", "three"), tie("object"), { minKeys: 1, maxKeys: 3 }), fc.boolean())
		.map(([items, foreign]) => listOf(items, foreign)),
	set: fc
		.tuple(fc.uniqueArray(fc.string({ maxLength: 3 }), { minLength: 1, maxLength: 3 }), fc.boolean())
		.map(([values, foreign]) => ({
			applied: values,
			fields: Object.fromEntries(values.map((value) => [`v:${JSON.stringify(value)}`, {}])),
			others: foreign ? { 'v:"foreign"': {} } : {},
			merged: foreign ? ["foreign", ...values] : values,
		})),
})).object;

function objectOf(members: Record<string, AppliedState>, foreign: readonly unknown[]): AppliedState {
	const entries = Object.entries(members);
	const added = foreign.map((value, index) => [`foreign${index}`, value] as const);
	return {
		applied: Object.fromEntries(entries.map(([name, { applied }]) => [name, applied])),
		fields: Object.fromEntries(entries.map(([name, { fields }]) => [`f:${name}`, fields])),
		others: Object.fromEntries([
			...entries.map(([name, { others }]) => [`f:${name}`, others] as const),
			...added.map(([name]) => [`f:${name}`, {}] as const),
		]),
		merged: Object.fromEntries([...added, ...entries.map(([name, { merged }]) => [name, merged] as const)]),
	};
}

function listOf(items: Record<string, AppliedState>, foreign: boolean): AppliedState {
	const entries = Object.entries(items);
	const key = (name: string): string => `k:{"id":${JSON.stringify(name)}}`;
	const withId = (id: string, value: unknown): object => ({ id, ...(value as object) });
	return {
		applied: entries.map(([name, { applied }]) => withId(name, applied)),
		fields: Object.fromEntries(entries.map(([name, { fields }]) => [key(name), { ".": {}, "f:id": {}, ...fields }])),
		others: Object.fromEntries([
			...entries.map(([name, { others }]) => [key(name), others] as const),
			...(foreign ? [[key("foreign"), { ".": {}, "f:id": {} }] as const] : []),
		]),
		merged: [...(foreign ? [{ id: "foreign" }] : []), ...entries.map(([name, { merged }]) => withId(name, merged))],
	};
}
