import { type FieldError, forbiddenField, invalidValue, required } from "../status/field-error.ts";
import { defaultErrors } from "./default-errors.ts";
import type { DefinitionColumn, DefinitionVersion } from "./definition.ts";
import type { JsonSchema } from "./json-schema.ts";
import { hasUnsupportedKeyword, keywordErrors } from "./keyword-errors.ts";
import { structuralErrors } from "./structural-errors.ts";

/** What is wrong with the note that a version is to be left. */
export function deprecationErrors({ deprecated, deprecationWarning }: DefinitionVersion, path: string): FieldError[] {
	if (deprecationWarning === undefined) return [];
	const field = `${path}.deprecationWarning`;
	const texts = [
		...(deprecated === true ? [] : ["can only be set for deprecated versions"]),
		...(deprecationWarning.length > 256 ? ["must be <= 256 characters long"] : []),
		...(deprecationWarning === "" ? ["must not be an empty string"] : []),
	];
	return texts.map((text) => invalidValue(field, deprecationWarning, text));
}

/**
 * What is wrong with the schema of a version.
 *
 * @param hasStatus Whether the status has an endpoint of its own, so that its schema must stand by itself.
 */
export function versionSchemaErrors(schema: JsonSchema, path: string, hasStatus: boolean): FieldError[] {
	const root = hasStatus ? rootErrors(schema, path) : [];
	const nullable = schema.nullable === true ? [forbiddenField(`${path}.nullable`, "nullable cannot be true at the root")] : [];
	const structural = hasUnsupportedKeyword(schema) ? [] : structuralErrors(schema, path);
	const defaults = structural.length > 0 || hasUnsupportedKeyword(schema) ? [] : defaultErrors(schema, path);
	return [...root, ...nullable, ...structural, ...defaults, ...keywordErrors(schema, path)];
}

/** Keywords that may stand beside a status of its own, as the server names them. */
const rootKeywords = [
	"Description",
	"Type",
	"Format",
	"Title",
	"Maximum",
	"ExclusiveMaximum",
	"Minimum",
	"ExclusiveMinimum",
	"MaxLength",
	"MinLength",
	"Pattern",
	"MaxItems",
	"MinItems",
	"UniqueItems",
	"MultipleOf",
	"Required",
	"Items",
	"Properties",
	"ExternalDocs",
	"Example",
	"XPreserveUnknownFields",
	"XValidations",
];
const allowedAtRoot: ReadonlySet<string> = new Set([
	...rootKeywords.map((name) => name.charAt(0).toLowerCase() + name.slice(1)),
	"x-kubernetes-preserve-unknown-fields",
	"x-kubernetes-validations",
]);

function rootErrors(schema: JsonSchema, path: string): FieldError[] {
	if (schema.type !== undefined && schema.type !== "object") {
		const text = 'only "object" is allowed as the type at the root of the schema if the status subresource is enabled';
		return [invalidValue(`${path}.type`, schema.type, text)];
	}
	const other = Object.keys(schema).find((name) => !allowedAtRoot.has(name));
	if (other === undefined) return [];
	const allowed = `[${rootKeywords.join(" ")}]`;
	const text = `only ${allowed} fields are allowed at the root of the schema if the status subresource is enabled`;
	return [invalidValue(path, schema, text)];
}

type Scale = NonNullable<NonNullable<DefinitionVersion["subresources"]>["scale"]>;

/** What is wrong with the places that `/scale` looks at. */
export function scaleErrors(scale: Scale | undefined, path: string): FieldError[] {
	if (scale === undefined) return [];
	const { specReplicasPath, statusReplicasPath, labelSelectorPath } = scale;
	return [
		...placeErrors(`${path}.specReplicasPath`, specReplicasPath, [".spec"]),
		...placeErrors(`${path}.statusReplicasPath`, statusReplicasPath, [".status"]),
		...(labelSelectorPath ? placeErrors(`${path}.labelSelectorPath`, labelSelectorPath, [".spec", ".status"]) : []),
	];
}

function placeErrors(field: string, value: string, parents: readonly string[]): FieldError[] {
	if (value === "") return [required(field)];
	const wrong = pathErrors(value, field);
	if (wrong.length > 0 || parents.some((parent) => value.startsWith(`${parent}.`))) return wrong;
	const place = parents.length === 1 ? `under ${parents[0]}` : `under either ${parents.join(" or ")}`;
	return [invalidValue(field, value, `should be a json path ${place}`)];
}

const columnTypes = ["boolean", "date", "integer", "number", "string"];
const columnFormats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

/** What is wrong with a column of tables. */
export function columnErrors({ name, type, format, jsonPath }: DefinitionColumn, path: string): FieldError[] {
	const errors: FieldError[] = [];
	const types = `must be one of ${columnTypes.join(",")}`;
	if (name === "") errors.push(required(`${path}.name`));
	if (type === "") errors.push(required(`${path}.type`, types));
	else if (!columnTypes.includes(type)) errors.push(invalidValue(`${path}.type`, type, types));
	if (format && !columnFormats.includes(format)) {
		errors.push(invalidValue(`${path}.format`, format, `must be one of ${columnFormats.join(",")}`));
	}
	return [...errors, ...(jsonPath === "" ? [required(`${path}.JSONPath`)] : pathErrors(jsonPath, `${path}.JSONPath`))];
}

function pathErrors(path: string, field: string): FieldError[] {
	return path.startsWith(".") ? [] : [invalidValue(field, path, "must be a simple json path starting with .")];
}
