import { type FieldError, forbiddenField, invalidValue, notSupported, required } from "../status/field-error.ts";
import { isObject, type JsonSchema } from "./json-schema.ts";

const types = ["array", "boolean", "integer", "number", "object", "string"];
const metaMembers: ReadonlySet<string> = new Set(["apiVersion", "kind", "metadata"]);

/** Keywords of JSON schemas that definitions may not use. */
const unsupported = ["id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref"] as const;

/** Whether a schema uses keywords that no structural schema has, so that it is not looked at as one. */
export function hasUnsupportedKeyword(schema: JsonSchema): boolean {
	if (Array.isArray(schema.items) || unsupported.some((keyword) => keyword in schema)) return true;
	return childrenOf(schema).some(({ child }) => hasUnsupportedKeyword(child));
}

interface Context {
	/** Why there may be no defaults; the empty string where there may. */
	readonly noDefaults: string;
	readonly insideMeta: boolean;
}

/** What is wrong with the keywords of a schema, each by itself. */
export function keywordErrors(schema: JsonSchema, path: string): FieldError[] {
	return errorsOf(schema, path, { noDefaults: "", insideMeta: false }, true);
}

function errorsOf(schema: JsonSchema, path: string, context: Context, root: boolean): FieldError[] {
	const errors = ownErrors(schema, path, context);
	if (schema.uniqueItems === true) {
		const text = "uniqueItems cannot be set to true since the runtime complexity becomes quadratic";
		errors.push(forbiddenField(`${path}.uniqueItems`, text));
	}
	const { additionalProperties, properties = {} } = schema;
	if (additionalProperties !== undefined && additionalProperties !== true && Object.keys(properties).length > 0) {
		errors.push(forbiddenField(`${path}.additionalProperties`, "additionalProperties and properties are mutual exclusive"));
	}
	for (const { child, name, place } of childrenOf(schema)) {
		let inner = context;
		const meta = name !== undefined && metaMembers.has(name) && (root || schema["x-kubernetes-embedded-resource"] === true);
		if (meta) inner = { insideMeta: true, noDefaults: root ? `in top-level ${name}` : context.noDefaults };
		if (place === "additionalProperties" && context.insideMeta) {
			inner = { ...context, noDefaults: "inside additionalProperties applying to object metadata" };
		}
		errors.push(...errorsOf(child, `${path}.${place}`, inner, false));
	}
	return [...errors, ...mapErrors(schema, path), ...listErrors(schema, path)];
}

function ownErrors(schema: JsonSchema, path: string, { noDefaults, insideMeta }: Context): FieldError[] {
	const errors: FieldError[] = [];
	const { type = "" } = schema;
	if (type !== "" && !types.includes(type)) errors.push(notSupported(`${path}.type`, type, types));
	if (schema.default !== undefined && noDefaults !== "") {
		errors.push(forbiddenField(`${path}.default`, `must not be set ${noDefaults}`));
	}
	for (const keyword of unsupported) {
		if (keyword in schema) errors.push(forbiddenField(`${path}.${keyword}`, `${keyword} is not supported`));
	}
	if (type === "null") {
		errors.push(forbiddenField(`${path}.type`, "type cannot be set to null, use nullable as an alternative"));
	}
	if (Array.isArray(schema.items)) {
		errors.push(forbiddenField(`${path}.items`, "items must be a schema object and not an array"));
	}
	if (insideMeta && schema["x-kubernetes-embedded-resource"] === true) {
		errors.push(forbiddenField(`${path}.x-kubernetes-embedded-resource`, "must not be used inside of resource meta"));
	}
	return errors;
}

interface Child {
	readonly child: JsonSchema;
	readonly place: string;
	/** The name of a property. */
	readonly name?: string;
}

/** The schemas within a schema in the order in which the server looks at them. */
function childrenOf(schema: JsonSchema): Child[] {
	const { additionalProperties, properties = {}, not, items } = schema;
	const combined = (["allOf", "oneOf", "anyOf"] as const).flatMap((place) =>
		(schema[place] ?? []).map((child, index) => ({ child, place: `${place}[${index}]` })),
	);
	return [
		...(isObject(additionalProperties) ? [{ child: additionalProperties, place: "additionalProperties" }] : []),
		...Object.entries(properties).map(([name, child]) => ({ child, place: `properties[${name}]`, name })),
		...(not === undefined ? [] : [{ child: not, place: "not" }]),
		...combined,
		...(items === undefined || Array.isArray(items) ? [] : [{ child: items, place: "items" }]),
	];
}

function mapErrors(schema: JsonSchema, path: string): FieldError[] {
	const errors: FieldError[] = [];
	const preserved = `${path}.x-kubernetes-preserve-unknown-fields`;
	if (schema["x-kubernetes-preserve-unknown-fields"] === false) {
		errors.push(invalidValue(preserved, false, "must be true or undefined"));
	}
	const { type = "", "x-kubernetes-map-type": mapType } = schema;
	if (mapType === undefined) return errors;
	if (type !== "object") errors.push(typeFor(path, type, "must be object if x-kubernetes-map-type is specified"));
	if (!["atomic", "granular"].includes(mapType)) {
		errors.push(notSupported(`${path}.x-kubernetes-map-type`, mapType, ["atomic", "granular"]));
	}
	return errors;
}

function typeFor(path: string, type: string, text: string): FieldError {
	return type === "" ? required(`${path}.type`, text) : invalidValue(`${path}.type`, type, text);
}

function listErrors(schema: JsonSchema, path: string): FieldError[] {
	const { type = "", items, "x-kubernetes-list-type": listType, "x-kubernetes-list-map-keys": keys = [] } = schema;
	const field = `${path}.x-kubernetes-list-type`;
	const errors: FieldError[] = [];
	if (listType !== undefined && type !== "array") {
		errors.push(typeFor(path, type, "must be array if x-kubernetes-list-type is specified"));
	} else if (listType === "set" && items !== undefined) errors.push(...setErrors(items, `${path}.items`));
	if (listType !== undefined && !["atomic", "set", "map"].includes(listType)) {
		errors.push(notSupported(field, listType, ["atomic", "set", "map"]));
	}
	if (keys.length > 0 && listType !== "map") {
		const text = "must be map if x-kubernetes-list-map-keys is non-empty";
		errors.push(listType === undefined ? required(field, text) : invalidValue(field, listType, text));
	}
	if (listType === "map") errors.push(...keyErrors(items, keys, path));
	if (items?.nullable === true && (listType === "map" || listType === "set")) {
		errors.push(forbiddenField(`${path}.items.nullable`, `cannot be nullable when x-kubernetes-list-type is ${listType}`));
	}
	return listType === "map" && items !== undefined ? [...errors, ...missingKeyErrors(items, keys, `${path}.items`)] : errors;
}

function setErrors(items: JsonSchema, path: string): FieldError[] {
	const text = "must be atomic as item of a list with x-kubernetes-list-type=set";
	const listType = items["x-kubernetes-list-type"] ?? null;
	if (items.type === "array" && listType !== null && listType !== "atomic") {
		return [invalidValue(`${path}.x-kubernetes-list-type`, listType, text)];
	}
	// The server shows the type of lists there, which no object has.
	if (items.type === "object" && items["x-kubernetes-map-type"] !== "atomic") {
		return [invalidValue(`${path}.x-kubernetes-map-type`, listType, text)];
	}
	return [];
}

function keyErrors(items: JsonSchema | undefined, keys: readonly string[], path: string): FieldError[] {
	const field = `${path}.x-kubernetes-list-map-keys`;
	const errors: FieldError[] = [];
	if (keys.length === 0) errors.push(required(field, "must not be empty if x-kubernetes-list-type is map"));
	if (items === undefined) {
		return [...errors, required(`${path}.items`, "must have a schema if x-kubernetes-list-type is map")];
	}
	if (items.type !== "object") {
		const text = "must be object if parent array's x-kubernetes-list-type is map";
		return [...errors, invalidValue(`${path}.items.type`, items.type ?? "", text)];
	}
	for (const [index, key] of keys.entries()) {
		const member = items.properties?.[key];
		if (member === undefined) errors.push(invalidValue(field, keys, "entries must all be names of item properties"));
		else if (member.type === "array" || member.type === "object") {
			const text = "must be a scalar type if parent array's x-kubernetes-list-type is map";
			errors.push(invalidValue(`${path}.items.properties[${key}].type`, items.type, text));
		}
		if (keys.indexOf(key) < index) errors.push(invalidValue(field, keys, "must not contain duplicate entries"));
	}
	return errors;
}

/** Keys have to be there, one way or the other. */
function missingKeyErrors(
	{ properties = {}, required: names = [] }: JsonSchema,
	keys: readonly string[],
	path: string,
): FieldError[] {
	return keys.flatMap((key) => {
		const member = properties[key];
		if (member === undefined) return [];
		const field = `${path}.properties[${key}]`;
		const why = "this property is in x-kubernetes-list-map-keys, so it";
		return [
			...(names.includes(key) || member.default !== undefined
				? []
				: [required(`${field}.default`, `${why} must have a default or be a required property`)]),
			...(member.nullable === true ? [forbiddenField(`${field}.nullable`, `${why} cannot be nullable`)] : []),
		];
	});
}
