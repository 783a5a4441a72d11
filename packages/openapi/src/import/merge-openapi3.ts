import { fieldDeprecated, textDeprecates } from "./deprecation.ts";
import type { OpenApiSchema } from "./release-document.ts";

/** Adds the defaults and enums of OpenAPI v3 to a definition of v2, and marks what its texts call deprecated. */
export function mergeDefinition(v2: OpenApiSchema, v3: OpenApiSchema | undefined): OpenApiSchema {
	const deprecated = textDeprecates(v2.description ?? "");
	return { ...mergeSchema(v2, v3), ...(deprecated ? { "x-deprecated": true } : {}) };
}

function mergeSchema(v2: OpenApiSchema, v3: OpenApiSchema | undefined): OpenApiSchema {
	const { properties, items, additionalProperties } = v2;
	const values = v3?.additionalProperties;
	return {
		...v2,
		...(v3?.enum === undefined ? {} : { enum: v3.enum }),
		...(properties === undefined ? {} : { properties: mergeProperties(properties, v3?.properties) }),
		...(items === undefined ? {} : { items: mergeSchema(items, v3?.items) }),
		...(typeof additionalProperties === "object"
			? { additionalProperties: mergeSchema(additionalProperties, typeof values === "object" ? values : undefined) }
			: {}),
	};
}

function mergeProperties(
	v2: Readonly<Record<string, OpenApiSchema>>,
	v3: Readonly<Record<string, OpenApiSchema>> | undefined,
): Record<string, OpenApiSchema> {
	return Object.fromEntries(
		Object.entries(v2).map(([name, schema]) => {
			// Elements of lists and values of maps have defaults as well, which apply to no value that is sent.
			const value = v3?.[name]?.default;
			const merged = {
				...mergeSchema(schema, v3?.[name]),
				...(value === undefined || isEmptyObject(value) ? {} : { default: value }),
				...(fieldDeprecated(name, schema) ? { "x-deprecated": true } : {}),
			};
			return [name, merged];
		}),
	);
}

/** v3 gives every embedded struct the default `{}`, which says no more than that it is one. */
function isEmptyObject(value: unknown): boolean {
	return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}
