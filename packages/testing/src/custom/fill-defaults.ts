import { additionalSchema, isObject, type JsonObject, type JsonSchema, propertySchema } from "./json-schema.ts";

/**
 * A value without the nulls that its schema forbids, and with the defaults that it states; a forbidden null with a default becomes that.
 * The same value when nothing is to be changed.
 */
export function fillDefaults(value: unknown, schema: JsonSchema | undefined): unknown {
	if (schema === undefined) return value;
	if (Array.isArray(value)) return fillElements(value, schema);
	return isObject(value) ? fillMembers(value, schema) : value;
}

function fillElements(list: readonly unknown[], { items }: JsonSchema): unknown {
	let changed = false;
	const filled = list.map((element) => {
		const next = fillDefaults(isForbiddenNull(element, items) ? (items?.default ?? null) : element, items);
		changed ||= next !== element;
		return next;
	});
	return changed ? filled : list;
}

function fillMembers(object: JsonObject, schema: JsonSchema): unknown {
	const { properties = {} } = schema;
	const others = additionalSchema(schema);
	const changes = new Map<string, unknown>();
	for (const [name, member] of Object.entries(object)) {
		const known = propertySchema(schema, name) ?? others;
		// Without a default it becomes `undefined`, which is left out.
		const next = fillDefaults(isForbiddenNull(member, known) ? known?.default : member, known);
		if (next !== member) changes.set(name, next);
	}
	for (const [name, known] of Object.entries(properties)) {
		if (known.default === undefined || Object.hasOwn(object, name)) continue;
		changes.set(name, fillDefaults(known.default, known));
	}
	if (changes.size === 0) return object;
	const names = [...new Set([...Object.keys(object), ...changes.keys()])].toSorted();
	const entries = names.map((name) => [name, changes.has(name) ? changes.get(name) : object[name]] as const);
	return Object.fromEntries(entries.filter(([, member]) => member !== undefined));
}

function isForbiddenNull(value: unknown, schema: JsonSchema | undefined): boolean {
	return value === null && schema !== undefined && schema.nullable !== true;
}
