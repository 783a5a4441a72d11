import type { Schema } from "../api-description.ts";
import type { OpenApiSchema } from "./release-document.ts";

const reference = "#/definitions/";

// Where a fact stands in OpenAPI, by its name here.
const facts = {
	type: "type",
	format: "format",
	required: "required",
	default: "default",
	enum: "enum",
	deprecated: "x-deprecated",
	listType: "x-kubernetes-list-type",
	listMapKeys: "x-kubernetes-list-map-keys",
	mapType: "x-kubernetes-map-type",
	patchStrategy: "x-kubernetes-patch-strategy",
	patchMergeKey: "x-kubernetes-patch-merge-key",
	unions: "x-kubernetes-unions",
	kinds: "x-kubernetes-group-version-kind",
} as const satisfies { readonly [P in keyof Schema]?: keyof OpenApiSchema };

/** Keeps the facts of a schema and leaves its prose. */
export function describeSchema(source: OpenApiSchema): Schema {
	const schema: Record<string, unknown> = {};
	if (source.$ref !== undefined) schema["ref"] = definitionName(source.$ref);
	for (const [name, key] of Object.entries(facts)) {
		if (source[key] !== undefined) schema[name] = source[key];
	}
	const { properties, items, additionalProperties } = source;
	if (properties !== undefined) {
		schema["properties"] = Object.fromEntries(
			Object.entries(properties).map(([name, value]) => [name, describeField(name, value)]),
		);
	}
	if (items !== undefined) schema["items"] = describeSchema(items);
	// `true` says no more than that the value is an object.
	if (typeof additionalProperties === "object") schema["additionalProperties"] = describeSchema(additionalProperties);
	return schema;
}

/** The text of a field called `deprecated` is about deprecation and no sign of it. */
function describeField(name: string, source: OpenApiSchema): Schema {
	const { deprecated, ...schema } = describeSchema(source);
	return deprecated === undefined || name === "deprecated" ? schema : { ...schema, deprecated };
}

/** The name of the definition that a reference points to. */
export function definitionName(ref: string): string {
	return ref.startsWith(reference) ? ref.slice(reference.length) : ref;
}
