import type { Schema } from "@kubex/openapi";
import type { FieldSet } from "./field-set.ts";
import { FieldSetBuilder } from "./field-set-builder.ts";
import { fieldElement, type PathElement } from "./path-element.ts";
import type { Structures } from "./structures.ts";

/**
 * The fields that a configuration names. Elements of lists and keys of maps count themselves beside what is in them,
 * fields of objects do not.
 */
export function fieldSetOf(structures: Structures, schema: Schema, value: unknown): FieldSet {
	const fields = new FieldSetBuilder();
	const visit = (of: Schema, at: unknown, path: readonly PathElement[]): void => {
		const structure = structures.of(of);
		if (structure.atomic || typeof at !== "object") return fields.add(path);
		if (at === null) return;
		if (Array.isArray(at)) {
			// A list that nobody describes is owned as one.
			if (structure.kind !== "list") return fields.add(path);
			for (const item of at) {
				const below = [...path, structures.element(structure, item)];
				visit(structure.items ?? {}, item, below);
				fields.add(below);
			}
			return;
		}
		for (const [name, member] of Object.entries(at)) {
			const field = structures.field(structure, name);
			if (field === undefined) continue;
			const below = [...path, fieldElement(name)];
			visit(field, member, below);
			const isKey = structure.fields === undefined || !Object.hasOwn(structure.fields, name);
			if (isKey || member === null || isEmptyMap(member)) fields.add(below);
		}
	};
	visit(schema, value, []);
	return fields.build();
}

function isEmptyMap(value: unknown): boolean {
	return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}
