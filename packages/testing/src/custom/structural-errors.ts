import { type FieldError, forbiddenField, invalidValue, required, toCause } from "../status/field-error.ts";
import { additionalSchema, type JsonSchema } from "./json-schema.ts";
import { patternProblem } from "./re2-pattern.ts";

/** Where a schema stands, which decides in which words a type is missed. */
type Level = "root" | "item" | "field";

const untyped: Readonly<Record<Level, string>> = {
	root: "must not be empty at the root",
	item: "must not be empty for specified array items",
	field: "must not be empty for specified object fields",
};

const combiners = ["anyOf", "allOf", "oneOf"] as const;

/**
 * What keeps a schema from being structural, sorted as the server does: types that are missing, and schemas within combinations that do
 * more than restrict.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export function structuralErrors(schema: JsonSchema, path: string): FieldError[] {
	const errors = [...schemaErrors(schema, "root", path), ...incomplete(schema, schema, path, path)];
	return errors
		.map((error) => ({ error, text: `${error.field}: ${toCause(error).message}` }))
		.toSorted((a, b) => (a.text < b.text ? -1 : Number(a.text > b.text)))
		.map(({ error }) => error);
}

function schemaErrors(schema: JsonSchema, level: Level, path: string): FieldError[] {
	const { items, properties = {} } = schema;
	const others = additionalSchema(schema);
	const errors: FieldError[] = [];
	if (schema.type === "array" && items === undefined) errors.push(required(`${path}.items`, "must be specified"));
	if (items !== undefined) errors.push(...schemaErrors(items, "item", `${path}.items`));
	for (const [name, member] of Object.entries(properties)) {
		errors.push(...schemaErrors(member, "field", `${path}.properties[${name}]`));
	}
	if (schema.additionalProperties !== undefined && level === "root") {
		errors.push(forbiddenField(`${path}.additionalProperties`, "must not be used at the root"));
	}
	if (others !== undefined && schema.additionalProperties !== true) {
		errors.push(...schemaErrors(others, "field", `${path}.additionalProperties`));
	}
	return [
		...errors,
		...extensionErrors(schema, path),
		...restrictionErrors(schema, path, isIntOrString(schema.anyOf), isIntOrString(schema.allOf?.[0]?.anyOf)),
		...typeErrors(schema, level, path),
		...metaErrors(schema, level, path),
	];
}

function extensionErrors(schema: JsonSchema, path: string): FieldError[] {
	if (schema["x-kubernetes-int-or-string"] !== true) return [];
	return (["x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"] as const)
		.filter((name) => schema[name] === true)
		.map((name) => invalidValue(`${path}.${name}`, true, "must be false if x-kubernetes-int-or-string is true"));
}

function typeErrors(schema: JsonSchema, level: Level, path: string): FieldError[] {
	const { type = "", additionalProperties } = schema;
	const field = `${path}.type`;
	const embedded = schema["x-kubernetes-embedded-resource"] === true;
	const free = schema["x-kubernetes-int-or-string"] === true || schema["x-kubernetes-preserve-unknown-fields"] === true;
	const errors: FieldError[] = [];
	if (embedded && type !== "object") {
		const text = "must be object if x-kubernetes-embedded-resource is true";
		errors.push(type === "" ? required(field, text) : invalidValue(field, type, text));
	} else if (type === "" && !free) errors.push(required(field, untyped[level]));
	if (embedded && additionalProperties !== undefined) {
		const text = "must not be used if x-kubernetes-embedded-resource is set";
		errors.push(forbiddenField(`${path}.additionalProperties`, text));
	}
	if (level === "root" && type !== "" && type !== "object") errors.push(invalidValue(field, type, "must be object at the root"));
	return errors;
}

/** What a schema may say of what makes an object an object. */
function metaErrors(schema: JsonSchema, level: Level, path: string): FieldError[] {
	const { kind, apiVersion, metadata, ...others } = schema.properties ?? {};
	const embedded = schema["x-kubernetes-embedded-resource"] === true;
	const isObject = level === "root" || embedded;
	const errors: FieldError[] = [];
	for (const [name, member] of Object.entries({ kind, apiVersion })) {
		if (!isObject || member === undefined || member.type === "string") continue;
		errors.push(invalidValue(`${path}.properties[${name}].type`, member.type ?? "", "must be string"));
	}
	const field = `${path}.properties[metadata]`;
	if (metadata !== undefined && isObject && metadata.type !== "object") {
		errors.push(invalidValue(`${field}.type`, metadata.type ?? "", "must be object"));
	}
	if (metadata !== undefined && level === "root" && !isRestriction(metadata)) {
		const text = "must not specify anything other than name and generateName, but metadata is implicitly specified";
		errors.push(forbiddenField(field, text));
	}
	const members = [kind, apiVersion, metadata, ...Object.values(others)].filter((member) => member !== undefined);
	if (embedded && schema["x-kubernetes-preserve-unknown-fields"] !== true && members.length === 0) {
		const text = "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields";
		errors.push(required(`${path}.properties`, text));
	}
	return errors;
}

/** Whether a schema of metadata restricts names alone. */
function isRestriction({ type: _type, default: _default, properties = {}, ...others }: JsonSchema): boolean {
	return Object.keys(properties).every((name) => name === "name" || name === "generateName") && Object.keys(others).length === 0;
}

function isIntOrString(schemas: readonly JsonSchema[] | undefined): boolean {
	return JSON.stringify(schemas) === '[{"type":"integer"},{"type":"string"}]';
}

/** Combinations of schemas, and the pattern. */
function restrictionErrors(schema: JsonSchema, path: string, skipAny = false, skipFirstAll = false): FieldError[] {
	const errors: FieldError[] = [];
	for (const combiner of combiners) {
		if (combiner === "anyOf" && skipAny) continue;
		for (const [index, nested] of (schema[combiner] ?? []).entries()) {
			const skipped = combiner === "allOf" && index === 0 && skipFirstAll;
			errors.push(...nestedErrors(nested, `${path}.${combiner}[${index}]`, skipped));
		}
	}
	if (schema.not !== undefined) errors.push(...nestedErrors(schema.not, `${path}.not`));
	const problem = schema.pattern === undefined || schema.pattern === "" ? undefined : patternProblem(schema.pattern);
	if (problem !== undefined) {
		const text = `must be a valid regular expression, but isn't: ${problem}`;
		errors.push(invalidValue(`${path}.pattern`, schema.pattern, text));
	}
	return errors;
}

const forbidden = [
	["type", "must be empty to be structural"],
	["additionalProperties", "must be undefined to be structural"],
	["default", "must be undefined to be structural"],
	["title", "must be empty to be structural"],
	["description", "must be empty to be structural"],
	["nullable", "must be false to be structural"],
	["x-kubernetes-preserve-unknown-fields", "must be false to be structural"],
	["x-kubernetes-embedded-resource", "must be false to be structural"],
	["x-kubernetes-int-or-string", "must be false to be structural"],
	["x-kubernetes-list-map-keys", "must be empty to be structural"],
	["x-kubernetes-list-type", "must be undefined to be structural"],
	["x-kubernetes-map-type", "must be undefined to be structural"],
	["x-kubernetes-validations", "must be empty to be structural"],
] as const;

/** What may only stand in the schema itself, not in those that it combines. */
function nestedErrors(schema: JsonSchema, path: string, skipAny = false): FieldError[] {
	const errors = restrictionErrors(schema, path, skipAny);
	if (schema.items !== undefined) errors.push(...nestedErrors(schema.items, `${path}.items`));
	for (const [name, member] of Object.entries(schema.properties ?? {})) {
		errors.push(...nestedErrors(member, `${path}.properties[${name}]`));
	}
	for (const [name, text] of forbidden) if (name in schema) errors.push(forbiddenField(`${path}.${name}`, text));
	if (schema.properties?.["metadata"] !== undefined) {
		errors.push(forbiddenField(`${path}.properties[metadata]`, "must not be specified in a nested context"));
	}
	return errors;
}

/** What combinations speak of, and the schema itself does not. */
function incomplete(nested: JsonSchema, schema: JsonSchema | undefined, path: string, place: string): FieldError[] {
	if (schema === undefined) return [required(path, `because it is defined in ${place}`)];
	const errors: FieldError[] = [];
	const combined = combiners.flatMap((combiner) =>
		(nested[combiner] ?? []).map((each, index): [JsonSchema, string] => [each, `${place}.${combiner}[${index}]`]),
	);
	if (nested.not !== undefined) combined.push([nested.not, `${place}.not`]);
	for (const [each, where] of combined) {
		errors.push(...incomplete(each, schema, path, where));
		if (each.items !== undefined) errors.push(...incomplete(each.items, schema.items, `${path}.items`, `${where}.items`));
		for (const [name, member] of Object.entries(each.properties ?? {})) {
			const known = schema.properties?.[name];
			errors.push(...incomplete(member, known, `${path}.properties[${name}]`, `${where}.properties[${name}]`));
		}
	}
	return errors;
}
