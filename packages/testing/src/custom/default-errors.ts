import { type FieldError, invalidValue } from "../status/field-error.ts";
import { embeddedErrors } from "./embedded-errors.ts";
import { additionalSchema, type JsonSchema } from "./json-schema.ts";
import { prune } from "./prune.ts";
import { valueErrors } from "./validate-value.ts";

/** What is wrong with the defaults of a schema: they have to fit it as values do. */
export function defaultErrors(schema: JsonSchema, path: string): FieldError[] {
	const { items, properties = {} } = schema;
	const others = additionalSchema(schema);
	return [
		...ownErrors(schema, `${path}.default`),
		...(items === undefined ? [] : defaultErrors(items, `${path}.items`)),
		...Object.entries(properties).flatMap(([name, member]) => defaultErrors(member, `${path}.properties[${name}]`)),
		...(others === undefined ? [] : defaultErrors(others, `${path}.additionalProperties`)),
	];
}

function ownErrors(schema: JsonSchema, field: string): FieldError[] {
	const { default: value } = schema;
	if (value === undefined || value === null) return [];
	const unknown = prune(value, schema).unknown.length > 0 ? [invalidValue(field, value, "must not have unknown fields")] : [];
	const embedded = embeddedErrors(value, schema, field);
	return [...unknown, ...(embedded.length > 0 ? embedded : valueErrors(value, schema, field))];
}
