import type { Schema } from "@kubex/openapi";

/** A schema in the form of OpenAPI v2. */
export type SwaggerSchema = Readonly<Record<string, unknown>>;

/** Points to a definition of the document. */
export function swaggerReference(definition: string): SwaggerSchema {
	return { $ref: `#/definitions/${definition}` };
}

/** Writes a schema. This form has no defaults, and extensions may stand beside a reference. */
export function swaggerSchema(schema: Schema): SwaggerSchema {
	const { properties, items, additionalProperties, ref } = schema;
	return {
		...(schema.type === undefined ? {} : { type: schema.type }),
		...(schema.format === undefined ? {} : { format: schema.format }),
		...(schema.required === undefined ? {} : { required: schema.required }),
		...(schema.enum === undefined ? {} : { enum: schema.enum }),
		...(ref === undefined ? {} : swaggerReference(ref)),
		...(properties === undefined
			? {}
			: { properties: Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, swaggerSchema(member)])) }),
		...(items === undefined ? {} : { items: swaggerSchema(items) }),
		...(additionalProperties === undefined ? {} : { additionalProperties: swaggerSchema(additionalProperties) }),
		...(schema.listMapKeys === undefined ? {} : { "x-kubernetes-list-map-keys": schema.listMapKeys }),
		...(schema.listType === undefined ? {} : { "x-kubernetes-list-type": schema.listType }),
		...(schema.mapType === undefined ? {} : { "x-kubernetes-map-type": schema.mapType }),
		...(schema.patchMergeKey === undefined ? {} : { "x-kubernetes-patch-merge-key": schema.patchMergeKey }),
		...(schema.patchStrategy === undefined ? {} : { "x-kubernetes-patch-strategy": schema.patchStrategy }),
		...(schema.unions === undefined ? {} : { "x-kubernetes-unions": schema.unions }),
		...(schema.kinds === undefined ? {} : { "x-kubernetes-group-version-kind": schema.kinds }),
	};
}
