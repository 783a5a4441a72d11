import type { Schema } from "@kubex/openapi";
import { jsonType } from "../json/json-type.ts";
import { fieldsInOrder } from "./field-order.ts";
import { goTypeOfField } from "./go-types.ts";
import { base64Problem } from "./scalar-decode.ts";

/**
 * The first value of a wrong type in an object, in the words that the server has for objects that come from a strategic
 * merge patch; `undefined` where there is none.
 */
export function unstructuredMismatch(
	definitions: Readonly<Record<string, Schema>>,
	schema: Schema,
	value: unknown,
	named?: string,
): string | undefined {
	if (value === null || value === undefined) return undefined;
	if (schema.ref !== undefined) {
		const definition = definitions[schema.ref];
		if (definition?.properties === undefined) return ownMismatch(definition ?? {}, value);
		return structureMismatch(definitions, schema.ref, definition, value);
	}
	const { properties, additionalProperties, items, type } = schema;
	if (type === "array") {
		if (!Array.isArray(value)) return `cannot restore slice from ${kindOf(value)}`;
		return first(value, (element) => unstructuredMismatch(definitions, items ?? {}, element, named?.slice(2)));
	}
	if (type === "object" && properties === undefined) {
		if (additionalProperties === undefined) return undefined;
		if (kindOf(value) !== "map") return `cannot restore map from ${kindOf(value)}`;
		return first(Object.values(value), (member) => unstructuredMismatch(definitions, additionalProperties, member));
	}
	return scalarMismatch(schema, value, named);
}

function structureMismatch(
	definitions: Readonly<Record<string, Schema>>,
	name: string,
	{ properties = {} }: Schema,
	value: unknown,
): string | undefined {
	if (kindOf(value) !== "map") return `cannot restore struct from: ${kindOf(value)}`;
	const members = value as Readonly<Record<string, unknown>>;
	const problem = (field: string): string | undefined =>
		unstructuredMismatch(definitions, properties[field] ?? {}, members[field], goTypeOfField(name, field));
	const wrong = Object.keys(properties).filter((field) => problem(field) !== undefined);
	// The order is of interest only where there are several.
	return first(wrong.length > 1 ? fieldsInOrder(name, wrong) : wrong, problem);
}

function scalarMismatch({ type, format }: Schema, value: unknown, named?: string): string | undefined {
	const wanted = goType(type, format);
	const found = kindOf(value);
	if (format === "byte") return bytesMismatch(value);
	if (format === "int-or-string") return ownMismatch({ format }, value);
	if (wanted === undefined || found === wanted) return undefined;
	const numeric = found === "int64" || found === "float64";
	if (numeric && type === "number") return undefined;
	if (numeric && type === "integer" && Number.isInteger(value)) return undefined;
	// A number can be made a text there, although it is none.
	const convertible = (numeric && type === "integer") || (found === "int64" && type === "string");
	return convertible ? `cannot convert ${found} to ${named ?? wanted}` : `unrecognized type: ${wanted}`;
}

/** Scalars with a definition of their own are read by themselves, in JSON. */
function ownMismatch({ format }: Schema, value: unknown): string | undefined {
	if (typeof value === "string") return undefined;
	if (format === "date-time") return `json: cannot unmarshal ${jsonType(value)} into Go value of type string`;
	if (format !== "int-or-string" || (Number.isInteger(value) && Math.abs(value as number) < 2 ** 31)) return undefined;
	const number = typeof value === "number" ? ` ${value}` : "";
	return `json: cannot unmarshal ${jsonType(value)}${number} into Go value of type int32`;
}

function bytesMismatch(value: unknown): string | undefined {
	if (typeof value === "string") {
		const problem = base64Problem(value);
		return problem === undefined ? undefined : `error decoding from json: ${problem}`;
	}
	if (!Array.isArray(value)) return `cannot restore slice from ${kindOf(value)}`;
	return value.every((element) => typeof element === "number") ? undefined : "unrecognized type: uint8";
}

function goType(type: Schema["type"], format: string | undefined): string | undefined {
	if (type === "integer") return format === "int32" ? "int32" : "int64";
	if (type === "number") return "float64";
	return type === "boolean" ? "bool" : type;
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return "slice";
	if (typeof value === "number") return Number.isInteger(value) ? "int64" : "float64";
	if (typeof value === "boolean") return "bool";
	return typeof value === "string" ? "string" : "map";
}

function first<T>(list: readonly T[], find: (item: T) => string | undefined): string | undefined {
	for (const item of list) {
		const found = find(item);
		if (found !== undefined) return found;
	}
	return undefined;
}
