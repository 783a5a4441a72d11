import type { Schema } from "@kubex/openapi";

/** A schema in the form of OpenAPI v3. */
export type OpenApiSchema = Readonly<Record<string, unknown>>;

const reference = (name: string): OpenApiSchema => ({ $ref: `#/components/schemas/${name}` });

/** Values whose forms no single type of OpenAPI v3 covers. */
const alternatives: Readonly<Record<string, OpenApiSchema>> = {
	"io.k8s.apimachinery.pkg.api.resource.Quantity": { oneOf: [{ type: "string" }, { type: "number" }] },
	"io.k8s.apimachinery.pkg.util.intstr.IntOrString": {
		format: "int-or-string",
		oneOf: [{ type: "integer" }, { type: "string" }],
	},
};

const zeros: Readonly<Record<string, unknown>> = { string: "", integer: 0, number: 0, boolean: false };

/** Writes the definition of a name. */
export function openApiDefinition(name: string, schema: Schema): OpenApiSchema {
	return alternatives[name] ?? openApiSchema(schema);
}

/** Writes a schema with its default and the server's extensions. A reference stands alone in `allOf`, since nothing may stand beside one. */
function openApiSchema(schema: Schema): OpenApiSchema {
	const { properties, items, additionalProperties } = schema;
	return {
		...(schema.type === undefined ? {} : { type: schema.type }),
		...(schema.format === undefined ? {} : { format: schema.format }),
		...(schema.required === undefined ? {} : { required: schema.required }),
		...(schema.default === undefined ? {} : { default: schema.default }),
		...(schema.enum === undefined ? {} : { enum: schema.enum }),
		...(schema.ref === undefined ? {} : { allOf: [reference(schema.ref)] }),
		...(properties === undefined
			? {}
			: { properties: Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, openApiSchema(member)])) }),
		...(items === undefined ? {} : { items: elementSchema(items) }),
		...(additionalProperties === undefined
			? {}
			: {
					additionalProperties: isBareReference(additionalProperties)
						? reference(additionalProperties.ref)
						: elementSchema(additionalProperties),
				}),
		...(schema.listType === undefined ? {} : { "x-kubernetes-list-type": schema.listType }),
		...(schema.listMapKeys === undefined ? {} : { "x-kubernetes-list-map-keys": schema.listMapKeys }),
		...(schema.mapType === undefined ? {} : { "x-kubernetes-map-type": schema.mapType }),
		...(schema.patchStrategy === undefined ? {} : { "x-kubernetes-patch-strategy": schema.patchStrategy }),
		...(schema.patchMergeKey === undefined ? {} : { "x-kubernetes-patch-merge-key": schema.patchMergeKey }),
		...(schema.unions === undefined ? {} : { "x-kubernetes-unions": schema.unions }),
		...(schema.kinds === undefined ? {} : { "x-kubernetes-group-version-kind": schema.kinds }),
	};
}

/** Elements of lists and maps carry the zero value of their type, as they do in the server's own documents. */
function elementSchema(schema: Schema): OpenApiSchema {
	const written = openApiSchema(schema);
	const zero = schema.ref !== undefined ? {} : zeros[schema.type ?? ""];
	return zero === undefined || "default" in written ? written : { ...written, default: zero };
}

function isBareReference(schema: Schema): schema is Schema & { readonly ref: string } {
	return schema.ref !== undefined && Object.keys(schema).length === 1;
}

/** Adds to `names` the definitions that a schema refers to. */
export function collectReferences(schema: Schema, names: Set<string>): void {
	if (schema.ref !== undefined) names.add(schema.ref);
	for (const member of Object.values(schema.properties ?? {})) collectReferences(member, names);
	if (schema.items !== undefined) collectReferences(schema.items, names);
	if (schema.additionalProperties !== undefined) collectReferences(schema.additionalProperties, names);
}
