import type { JsonSchema } from "../../custom/json-schema.ts";
import type { ServedResource } from "../../registry/served-resource.ts";
import { customDefinitionName } from "./custom-paths.ts";
import { swaggerReference } from "./swagger-schema.ts";

type Written = Readonly<Record<string, unknown>>;

/** How one version of OpenAPI writes the definitions of custom kinds. */
interface DefinitionForm {
	readonly reference: (definition: string) => Written;
	/** A reference to what has a description beside it. */
	readonly member: (definition: string) => Written;
	/** The schema of a value as far as this form can tell of it. */
	readonly known: (schema: JsonSchema) => JsonSchema;
}

const metaPackage = "io.k8s.apimachinery.pkg.apis.meta.v1.";
const text: Written = { type: "string" };
const intOrString: readonly JsonSchema[] = [{ type: "integer" }, { type: "string" }];
const reference = (definition: string): Written => ({ $ref: `#/components/schemas/${definition}` });

/** The form of OpenAPI v3. */
export const openApiForm: DefinitionForm = {
	reference,
	member: (definition) => ({ allOf: [reference(definition)] }),
	known: (schema) => (schema["x-kubernetes-int-or-string"] === true ? { ...schema, anyOf: schema.anyOf ?? intOrString } : schema),
};

/** The form of OpenAPI v2, which has neither defaults nor alternatives, and no types for what may be null or is not known. */
export const swaggerForm: DefinitionForm = {
	reference: swaggerReference,
	member: swaggerReference,
	known({ allOf: _allOf, anyOf: _anyOf, oneOf: _oneOf, not: _not, default: _default, nullable, ...schema }) {
		const kept = schema["x-kubernetes-preserve-unknown-fields"] === true;
		if (nullable !== true && !kept) return schema;
		const { items: _items, properties: _properties, type, ...rest } = schema;
		const isTyped = nullable !== true && type !== "array" && type !== "object" && type !== undefined;
		return isTyped ? { ...rest, type } : rest;
	},
};

/** The definitions that every document of custom kinds refers to. */
export const sharedDefinitions: readonly string[] = [`${metaPackage}ObjectMeta`, `${metaPackage}ListMeta`];

/** The definitions of a custom kind and of its lists, by their names. */
export function customDefinitions(resource: ServedResource, form: DefinitionForm): [name: string, schema: Written][] {
	const { api, custom, group, listKind, version } = resource;
	const kinds = (kind: string): Written => ({ "x-kubernetes-group-version-kind": [{ group, kind, version }] });
	const own = customDefinitionName(resource, api.kind);
	const items = { type: "array", items: form.reference(own) };
	return [
		[own, { ...object(published(custom?.schema ?? {}, form), form), ...kinds(api.kind) }],
		[
			customDefinitionName(resource, listKind),
			{
				type: "object",
				required: ["items"],
				properties: { apiVersion: text, items, kind: text, metadata: form.member(`${metaPackage}ListMeta`) },
				...kinds(listKind),
			},
		],
	];
}

/** An object with what makes it one. */
function object(schema: Written, form: DefinitionForm): Written {
	const { properties } = schema;
	const metadata = form.member(`${metaPackage}ObjectMeta`);
	return { ...schema, properties: { ...(properties as object | undefined), apiVersion: text, kind: text, metadata } };
}

/** A schema as it is published: as it was defined, and with what the server knows besides. */
function published(schema: JsonSchema, form: DefinitionForm): Written {
	const { properties, items, additionalProperties, ...own } = form.known(schema);
	const written: Written = {
		...own,
		...(properties === undefined
			? {}
			: { properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, published(one, form)])) }),
		...(items === undefined ? {} : { items: published(items, form) }),
		...(additionalProperties === undefined ? {} : { additionalProperties: publishedOrAny(additionalProperties, form) }),
	};
	if (schema["x-kubernetes-embedded-resource"] !== true) return written;
	return object({ ...written, required: [...new Set([...(schema.required ?? []), "kind", "apiVersion"])] }, form);
}

function publishedOrAny(schema: JsonSchema | boolean, form: DefinitionForm): Written | boolean {
	return typeof schema === "boolean" ? schema : published(schema, form);
}
