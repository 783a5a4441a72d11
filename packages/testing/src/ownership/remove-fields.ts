import type { Schema } from "@kubex/openapi";
import { below, type FieldSet, hasPath, isEmptySet } from "./field-set.ts";
import { fieldElement } from "./path-element.ts";
import { InvalidElement, type Structures } from "./structures.ts";

/** An object without some fields; what has nothing left in it becomes `null`. */
export function removeFields(structures: Structures, schema: Schema, value: unknown, fields: FieldSet): unknown {
	const structure = structures.of(schema);
	if (structure.kind === "scalar" || typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) {
		const kept = value.flatMap((item: unknown) => {
			const step = structure.atomic || structure.kind !== "list" ? undefined : stepTo(() => structures.element(structure, item));
			if (step === undefined) return [item];
			if (hasPath(fields, [step])) return [];
			const inside = below(fields, step);
			if (isEmptySet(inside)) return [item];
			const left = removeFields(structures, structure.items ?? {}, item, inside);
			return left === null ? [] : [left];
		});
		return kept.length === 0 ? null : kept;
	}
	const kept: Record<string, unknown> = {};
	for (const [name, member] of Object.entries(value)) {
		const step = fieldElement(name);
		if (hasPath(fields, [step])) continue;
		const inside = below(fields, step);
		kept[name] = isEmptySet(inside) ? member : removeFields(structures, structures.field(structure, name) ?? {}, member, inside);
	}
	return Object.keys(kept).length === 0 ? null : kept;
}

function stepTo(find: () => string): string | undefined {
	try {
		return find();
	} catch (error) {
		if (error instanceof InvalidElement) return undefined;
		throw error;
	}
}
