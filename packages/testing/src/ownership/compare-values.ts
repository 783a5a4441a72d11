import { isDeepStrictEqual } from "node:util";
import type { Schema } from "@kubex/openapi";
import { type FieldSet, without } from "./field-set.ts";
import { FieldSetBuilder } from "./field-set-builder.ts";
import { fieldElement, type PathElement } from "./path-element.ts";
import type { Structure, Structures } from "./structures.ts";

/** How one object became another. */
export interface Comparison {
	readonly added: FieldSet;
	readonly modified: FieldSet;
	readonly removed: FieldSet;
}

/** Finds the fields in which two objects of a schema differ; what is new or gone as a whole counts beside its fields. */
export function compareValues(structures: Structures, schema: Schema, before: unknown, after: unknown): Comparison {
	const comparing = new Comparing(structures);
	comparing.compare(schema, before, after);
	return {
		added: comparing.added.build(),
		modified: comparing.modified.build(),
		removed: comparing.removed.build(),
	};
}

/** A comparison that knows nothing of some fields and what is below them. */
export function ignoring({ added, modified, removed }: Comparison, fields: FieldSet): Comparison {
	return { added: without(added, fields), modified: without(modified, fields), removed: without(removed, fields) };
}

class Comparing {
	readonly added: FieldSetBuilder = new FieldSetBuilder();
	readonly modified: FieldSetBuilder = new FieldSetBuilder();
	readonly removed: FieldSetBuilder = new FieldSetBuilder();
	readonly #structures: Structures;
	readonly #path: PathElement[] = [];

	constructor(structures: Structures) {
		this.#structures = structures;
	}

	/** `undefined` stands for what is not there, which `null` does not. */
	compare(schema: Schema, before: unknown, after: unknown): void {
		if (before === after) return;
		const structure = this.#structures.of(schema);
		if (!this.#descend(structure, before, after)) {
			if (before === undefined) this.added.add(this.#path);
			else if (after === undefined) this.removed.add(this.#path);
			else if (!isDeepStrictEqual(before, after)) this.modified.add(this.#path);
		} else if (before === undefined) this.added.add(this.#path);
		else if (after === undefined) this.removed.add(this.#path);
	}

	/** Compares what a value is divided into; answers `false` for a value that is owned as one. */
	#descend(structure: Structure, before: unknown, after: unknown): boolean {
		if (structure.atomic) return false;
		if (isList(before) || isList(after)) {
			// Two empty lists are one value, which keeps `[]` and `null` apart.
			if (structure.kind === "any" || (length(before) === 0 && length(after) === 0)) return false;
			this.#elements(structure, isList(before) ? before : [], isList(after) ? after : []);
			return true;
		}
		const [old, next] = [isMap(before) ? before : {}, isMap(after) ? after : {}];
		if (Object.keys(old).length === 0 && Object.keys(next).length === 0) return false;
		for (const name of new Set([...Object.keys(old), ...Object.keys(next)])) {
			const field = this.#structures.field(structure, name);
			if (field === undefined) continue;
			this.#at(fieldElement(name), field, own(old, name), own(next, name));
		}
		return true;
	}

	#elements(structure: Structure, before: readonly unknown[], after: readonly unknown[]): void {
		const { items = {} } = structure;
		const [old, next] = [this.#index(structure, before), this.#index(structure, after)];
		for (const step of new Set([...old.keys(), ...next.keys()])) {
			const [left = [], right = []] = [old.get(step), next.get(step)];
			if (left.length <= 1 && right.length <= 1) this.#at(step, items, left[0], right[0]);
			else if (!isDeepStrictEqual(left, right)) this.#repeated(step, items, left, right);
		}
	}

	/** Elements that cannot be told apart are one field. */
	#repeated(step: PathElement, items: Schema, left: readonly unknown[], right: readonly unknown[]): void {
		const path = [...this.#path, step];
		if (left.length > 1 && right.length > 1) this.modified.add(path);
		else if (left.length > 1) {
			this.removed.add(path);
			if (right.length === 1) this.#at(step, items, undefined, right[0]);
		} else {
			if (left.length === 1) this.#at(step, items, left[0], undefined);
			this.added.add(path);
		}
	}

	#index(structure: Structure, list: readonly unknown[]): ReadonlyMap<PathElement, readonly unknown[]> {
		const index = new Map<PathElement, unknown[]>();
		for (const item of list) {
			const step = this.#structures.element(structure, item);
			const same = index.get(step);
			if (same === undefined) index.set(step, [item]);
			else same.push(item);
		}
		return index;
	}

	#at(step: PathElement, schema: Schema, before: unknown, after: unknown): void {
		this.#path.push(step);
		this.compare(schema, before, after);
		this.#path.pop();
	}
}

function isList(value: unknown): value is readonly unknown[] {
	return Array.isArray(value);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function length(list: unknown): number {
	return isList(list) ? list.length : 0;
}

function own(map: Readonly<Record<string, unknown>>, name: string): unknown {
	return Object.hasOwn(map, name) ? map[name] : undefined;
}
