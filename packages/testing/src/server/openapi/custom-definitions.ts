import type { JsonSchema } from "../../custom/json-schema.ts";
import type { ServedResource } from "../../registry/served-resource.ts";
import { customDefinitionName } from "./custom-paths.ts";
import type { OpenApiSchema } from "./openapi-schema.ts";

const metaPackage = "io.k8s.apimachinery.pkg.apis.meta.v1.";
const text: OpenApiSchema = { type: "string" };
const intOrString = [{ type: "integer" }, { type: "string" }];

/** The definitions that every document of custom kinds refers to. */
export const sharedDefinitions: readonly string[] = [`${metaPackage}ObjectMeta`, `${metaPackage}ListMeta`];

/** The definitions of a custom kind and of its lists, by their names. */
export function customDefinitions(resource: ServedResource, schema: JsonSchema): [name: string, schema: OpenApiSchema][] {
	const { api, group, listKind, version } = resource;
	const kinds = (kind: string): OpenApiSchema => ({ "x-kubernetes-group-version-kind": [{ group, kind, version }] });
	const own = customDefinitionName(resource, api.kind);
	const items = { type: "array", items: { $ref: `#/components/schemas/${own}` } };
	return [
		[own, { ...object(publishedSchema(schema)), ...kinds(api.kind) }],
		[
			customDefinitionName(resource, listKind),
			{
				type: "object",
				required: ["items"],
				properties: { apiVersion: text, items, kind: text, metadata: reference("ListMeta") },
				...kinds(listKind),
			},
		],
	];
}

function reference(name: string): OpenApiSchema {
	return { allOf: [{ $ref: `#/components/schemas/${metaPackage}${name}` }] };
}

/** An object with what makes it one. */
function object(schema: OpenApiSchema): OpenApiSchema {
	const { properties } = schema;
	return {
		...schema,
		properties: { ...(properties as object | undefined), apiVersion: text, kind: text, metadata: reference("ObjectMeta") },
	};
}

/** A schema as it is published: as it was defined, and with what the server knows besides. */
function publishedSchema(schema: JsonSchema): OpenApiSchema {
	const { properties, items, additionalProperties, ...own } = schema;
	const published: OpenApiSchema = {
		...own,
		...(own["x-kubernetes-int-or-string"] === true ? { anyOf: own.anyOf ?? intOrString } : {}),
		...(properties === undefined
			? {}
			: { properties: Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, publishedSchema(member)])) }),
		...(items === undefined ? {} : { items: publishedSchema(items) }),
		...(additionalProperties === undefined ? {} : { additionalProperties: publishedOrAny(additionalProperties) }),
	};
	if (schema["x-kubernetes-embedded-resource"] !== true) return published;
	return object({ ...published, required: [...new Set([...(schema.required ?? []), "kind", "apiVersion"])] });
}

function publishedOrAny(schema: JsonSchema | boolean): OpenApiSchema | boolean {
	return typeof schema === "boolean" ? schema : publishedSchema(schema);
}
