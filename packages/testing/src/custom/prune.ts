import { additionalSchema, isObject, type JsonObject, type JsonSchema, propertySchema } from "./json-schema.ts";

/** Members that say what an object is; they are no matter of its schema. */
const typeMembers: ReadonlySet<string> = new Set(["apiVersion", "kind", "metadata"]);

/** A value without the members that its schema does not have, with its keys in order, so that equal values have equal texts. */
export interface Pruned<T = unknown> {
	readonly value: T;
	/** The paths of what was left out, sorted. */
	readonly unknown: readonly string[];
}

/** Prunes a whole object. */
export function pruneObject(object: JsonObject, schema: JsonSchema): Pruned<JsonObject> {
	return prune(object, { ...schema, "x-kubernetes-embedded-resource": true });
}

/** Prunes a value. */
export function prune<T>(given: T, schema: JsonSchema): Pruned<T> {
	const pruning = new Pruning();
	const value = pruning.prune(given, schema, "") as T;
	return { value, unknown: pruning.unknown.toSorted() };
}

class Pruning {
	readonly unknown: string[] = [];

	/** @param schema `undefined` where nothing is known, so that nothing is kept of an object. */
	prune(value: unknown, schema: JsonSchema | undefined, path: string): unknown {
		if (schema?.["x-kubernetes-preserve-unknown-fields"] === true) return this.#keep(value, schema, path);
		if (Array.isArray(value)) return value.map((item, index) => this.prune(item, schema?.items, `${path}[${index}]`));
		if (!isObject(value)) return value;
		return members(value, (name, member) => {
			const place = path === "" ? name : `${path}.${name}`;
			if (schema?.["x-kubernetes-embedded-resource"] === true && typeMembers.has(name)) return ordered(member);
			const known = schema === undefined ? undefined : (propertySchema(schema, name) ?? additionalSchema(schema));
			if (known !== undefined) return this.prune(member, known, place);
			// It is refused later, when objects are validated.
			if (schema?.additionalProperties === false) return this.prune(member, undefined, place);
			this.unknown.push(place);
			return undefined;
		});
	}

	/** What is not known is kept, and what is known may have members that are pruned again. */
	#keep(value: unknown, schema: JsonSchema | undefined, path: string): unknown {
		if (schema === undefined) return ordered(value);
		if (Array.isArray(value)) return value.map((item, index) => this.#keep(item, schema.items, `${path}[${index}]`));
		if (!isObject(value)) return value;
		return members(value, (name, member) => {
			const place = path === "" ? name : `${path}.${name}`;
			if (schema["x-kubernetes-embedded-resource"] === true && typeMembers.has(name)) return ordered(member);
			const known = propertySchema(schema, name) ?? additionalSchema(schema);
			return known === undefined ? ordered(member) : this.prune(member, known, place);
		});
	}
}

/** A value with its keys in order. */
function ordered(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(ordered);
	return isObject(value) ? members(value, (_name, member) => ordered(member)) : value;
}

/** Built from entries, which keeps a key named `__proto__` a key. */
function members(object: JsonObject, change: (name: string, member: unknown) => unknown): JsonObject {
	const kept: [string, unknown][] = [];
	for (const name of Object.keys(object).toSorted()) {
		const member = change(name, object[name]);
		if (member !== undefined) kept.push([name, member]);
	}
	return Object.fromEntries(kept);
}
