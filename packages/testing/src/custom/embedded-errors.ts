import type { ObjectMeta } from "kubex/meta";
import { nameErrors } from "../registry/name-rules.ts";
import { metadataErrors } from "../registry/validate-metadata.ts";
import { type FieldError, invalidValue, required } from "../status/field-error.ts";
import { additionalSchema, isObject, type JsonObject, type JsonSchema, propertySchema } from "./json-schema.ts";

/** What is wrong with the objects that a schema says are embedded in a value. */
export function embeddedErrors(value: unknown, schema: JsonSchema | undefined, path = ""): FieldError[] {
	if (schema === undefined) return [];
	if (Array.isArray(value)) {
		return value.flatMap((element, index) => embeddedErrors(element, schema.items, `${path}[${index}]`));
	}
	if (!isObject(value)) return [];
	const own = schema["x-kubernetes-embedded-resource"] === true ? objectErrors(value, path) : [];
	const members = Object.entries(value).flatMap(([name, member]) => {
		const known = propertySchema(schema, name);
		if (known !== undefined) return embeddedErrors(member, known, path === "" ? name : `${path}.${name}`);
		return embeddedErrors(member, additionalSchema(schema), `${path}[${name}]`);
	});
	return [...own, ...members];
}

function objectErrors(object: JsonObject, path: string): FieldError[] {
	const { apiVersion, kind, metadata } = object;
	const errors: FieldError[] = [];
	for (const [name, value] of Object.entries({ apiVersion, kind })) {
		const field = `${path}.${name}`;
		if (value === undefined) errors.push(required(field));
		else if (typeof value !== "string") errors.push(invalidValue(field, value, "must be a string"));
		else if (value === "") errors.push(invalidValue(field, value, "must not be empty"));
	}
	if (typeof apiVersion === "string" && apiVersion.split("/").length > 2) {
		errors.push(invalidValue(`${path}.apiVersion`, apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
	}
	if (typeof kind === "string" && kind !== "") {
		const texts = nameErrors("serviceLabel", kind.toLowerCase());
		const text = `may have mixed case, but should otherwise match: ${texts.join(",")}`;
		if (texts.length > 0) errors.push(invalidValue(`${path}.kind`, kind, text));
	}
	if (!isObject(metadata)) return errors;
	// An embedded object may be without a name.
	const named: ObjectMeta = { name: "unnamed", ...metadata };
	const found = metadataErrors({ nameRule: "pathSegment", freeFinalizers: true }, named);
	return [...errors, ...found.map((error) => ({ ...error, field: `${path}.${error.field}` }))];
}
