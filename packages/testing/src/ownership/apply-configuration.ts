import { isDeepStrictEqual } from "node:util";
import type { Schema } from "@kubex/openapi";
import { ApplyConflict } from "./conflicts.ts";
import { difference, emptySet, type FieldSet, intersection, isEmptySet, union, without } from "./field-set.ts";
import { fieldSetOf } from "./field-set-of.ts";
import { mergeConfiguration } from "./merge-configuration.ts";
import { type Owner, type Owners, ownerId, type Writer, withOwner } from "./owner.ts";
import type { PathElement } from "./path-element.ts";
import { type Change, compareChange, dispossess, withoutServerFields } from "./record-update.ts";
import { removeFields } from "./remove-fields.ts";
import type { Structures } from "./structures.ts";

/** A configuration that somebody applies to an object. */
export interface Application extends Omit<Change, "before" | "after"> {
	/** The object as it is; without its fields when it is new. */
	readonly live: unknown;
	readonly configuration: unknown;
	readonly owners: Owners;
	readonly writer: Writer;
	/** Takes fields from those who own them. */
	readonly force: boolean;
	/** When, in RFC 3339. */
	readonly time: string;
}

/** What applying leads to. */
export interface Applied {
	/** Still without defaults. */
	readonly object: unknown;
	readonly owners: Owners;
}

/**
 * Applies a configuration: what it names is set and owned, and what the writer's last one named and this one does not is
 * removed, unless another owns it.
 *
 * @throws ApplyConflict when it would change what others own.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/
 */
export function applyConfiguration(application: Application): Applied {
	const { structures, schema, live, configuration, owners, writer, ignored, versions, force, time } = application;
	const id = ownerId(writer);
	const last = owners.get(id);
	const named = without(fieldSetOf(structures, schema, configuration), ignored);
	const own: Owner = { ...writer, time: last?.time, fields: named };
	const claimed = new Map(owners).set(id, own);
	const merged = mergeConfiguration(structures, schema, live, configuration);
	const object = last === undefined ? merged : prune(structures, schema, merged, last.fields, claimed);
	const comparison = compareChange({ structures, schema, before: live, after: object, ignored, versions });
	const changed = union(comparison.modified, comparison.added);
	const others = new Map([...owners].filter(([other]) => other !== id));
	const conflicts = contested(others, changed, versions);
	if (!force && conflicts.size > 0) throw new ApplyConflict(conflicts);
	const unchanged = isDeepStrictEqual(live, object);
	const settled = { ...own, time: unchanged ? last?.time : time, fields: withoutServerFields(named) };
	return { object, owners: withOwner(dispossess(others, comparison, versions), settled) };
}

/** What others own of some fields. */
function contested(owners: Owners, fields: FieldSet, versions: ReadonlySet<string>): Owners {
	const found = new Map<string, Owner>();
	for (const [id, owner] of owners) {
		const shared = intersection(owner.fields, fields);
		if (versions.has(owner.apiVersion) && !isEmptySet(shared)) found.set(id, { ...owner, fields: shared });
	}
	return found;
}

/** Removes what the last configuration named and nobody names any more. */
function prune(structures: Structures, schema: Schema, merged: unknown, last: FieldSet, owners: Owners): unknown {
	if (isEmptySet(last)) return merged;
	const named = (set: FieldSet): FieldSet => withNamedFields(structures, schema, set);
	const fieldsOf = (value: unknown): FieldSet => named(fieldSetOf(structures, schema, value));
	const all = fieldsOf(merged);
	const owned = [...owners.values()].reduce((set, owner) => union(set, owner.fields), emptySet);
	const lastNamed = named(last);
	const pruned = removeFields(structures, schema, merged, lastNamed);
	// What others own comes back, with what it lies in; and then what lay in it and was nobody's.
	const restored = removeFields(structures, schema, merged, difference(all, union(fieldsOf(pruned), named(owned))));
	return removeFields(structures, schema, merged, intersection(difference(all, fieldsOf(restored)), lastNamed));
}

/** Adds the fields of objects that a set has paths below, as those are removed with the last of what is in them. */
function withNamedFields(structures: Structures, schema: Schema, set: FieldSet): FieldSet {
	const structure = structures.of(schema);
	const children = new Map<PathElement, FieldSet>();
	for (const [step, child] of set.children) {
		const name = step.startsWith("f:") ? step.slice(2) : undefined;
		const isField = name !== undefined && structure.fields !== undefined && Object.hasOwn(structure.fields, name);
		const inside = name === undefined ? structure.items : structures.field(structure, name);
		const below = withNamedFields(structures, inside ?? {}, child);
		children.set(step, { member: child.member || (isField && child.children.size > 0), children: below.children });
	}
	return { member: set.member, children };
}
