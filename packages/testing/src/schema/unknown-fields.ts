import type { Schema } from "@kubex/openapi";

/**
 * The paths of the fields that a definition does not have, in the order of the document; slow, so only for bodies that are
 * known to have some.
 */
export function listUnknownFields(definitions: Readonly<Record<string, Schema>>, definition: string, value: unknown): string[] {
	const found: string[] = [];
	const visit = (schema: Schema | undefined, at: unknown, path: string): void => {
		if (schema === undefined || typeof at !== "object" || at === null) return;
		if (schema.ref !== undefined) return visit(definitions[schema.ref], at, path);
		if (Array.isArray(at)) return at.forEach((element, index) => visit(schema.items, element, `${path}[${index}]`));
		const { properties, additionalProperties } = schema;
		for (const [key, field] of Object.entries(at)) {
			const place = path === "" ? key : `${path}.${key}`;
			if (properties === undefined) visit(additionalProperties, field, place);
			else if (Object.hasOwn(properties, key)) visit(properties[key], field, place);
			else found.push(place);
		}
	};
	visit(definitions[definition], value, "");
	return found;
}
