import { duplicate, type FieldError, invalidValue } from "../status/field-error.ts";
import { additionalSchema, isObject, type JsonSchema, propertySchema } from "./json-schema.ts";

/** What stands more than once in lists that are sets or maps. */
export function listErrors(value: unknown, schema: JsonSchema | undefined, path = ""): FieldError[] {
	if (schema === undefined) return [];
	if (Array.isArray(value)) {
		const own = ownErrors(value, schema, path);
		return [...own, ...value.flatMap((element, index) => listErrors(element, schema.items, `${path}[${index}]`))];
	}
	if (!isObject(value)) return [];
	return Object.entries(value).flatMap(([name, member]) => {
		const known = propertySchema(schema, name);
		if (known !== undefined) return listErrors(member, known, path === "" ? name : `${path}.${name}`);
		return listErrors(member, additionalSchema(schema), `${path}[${name}]`);
	});
}

function ownErrors(list: readonly unknown[], schema: JsonSchema, path: string): FieldError[] {
	const type = schema["x-kubernetes-list-type"];
	if (type === "set") return repeated(list).map((index) => duplicate(`${path}[${index}]`, list[index]));
	if (type !== "map") return [];
	const wrong = list.findIndex((element) => element !== null && !isObject(element));
	if (wrong >= 0) {
		return [invalidValue(`${path}[${wrong}]`, list[wrong], "must be an object for an array of list-type map")];
	}
	const names = schema["x-kubernetes-list-map-keys"] ?? [];
	const keys = list.map((element) => {
		const object = isObject(element) ? element : {};
		return Object.fromEntries(names.filter((name) => Object.hasOwn(object, name)).map((name) => [name, object[name]]));
	});
	return repeated(keys).map((index) => duplicate(`${path}[${index}]`, keys[index]));
}

/** Where values stand for the second time; further times count no more. */
function repeated(list: readonly unknown[]): number[] {
	const times = new Map<string, number>();
	return [...list.entries()].flatMap(([index, value]) => {
		const text = JSON.stringify(value);
		const before = times.get(text) ?? 0;
		times.set(text, before + 1);
		return before === 1 ? [index] : [];
	});
}
