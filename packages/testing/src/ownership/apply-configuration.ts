import { isDeepStrictEqual } from "node:util";
import type { Schema } from "@kubex/openapi";
import { ApplyConflict } from "./conflicts.ts";
import { difference, emptySet, type FieldSet, intersection, isEmptySet, union, without } from "./field-set.ts";
import { fieldSetOf } from "./field-set-of.ts";
import { mergeConfiguration } from "./merge-configuration.ts";
import { inVersion } from "./owned-version.ts";
import { type Owner, type Owners, ownerId, type Writer, withOwner } from "./owner.ts";
import type { PathElement } from "./path-element.ts";
import {
	type Change,
	type ChangesByVersion,
	changesByVersion,
	compareChange,
	dispossess,
	withoutServerFields,
} from "./record-update.ts";
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
	const object = last === undefined ? merged : prune(application, merged, last, claimed);
	const change = { structures, schema, before: live, after: object, ignored, versions };
	const changes = changesByVersion(change, writer, compareChange(change));
	const others = new Map([...owners].filter(([other]) => other !== id));
	const conflicts = contested(others, changes);
	if (!force && conflicts.size > 0) throw new ApplyConflict(conflicts);
	const unchanged = isDeepStrictEqual(live, object);
	const settled = { ...own, time: unchanged ? last?.time : time, fields: withoutServerFields(named) };
	return { object, owners: withOwner(dispossess(others, changes), settled) };
}

/** What others own of what is set. */
function contested(owners: Owners, changes: ChangesByVersion): Owners {
	const found = new Map<string, Owner>();
	for (const [id, owner] of owners) {
		const changed = changes(owner.apiVersion);
		if (changed === undefined) continue;
		const shared = intersection(owner.fields, union(changed.modified, changed.added));
		if (!isEmptySet(shared)) found.set(id, { ...owner, fields: shared });
	}
	return found;
}

/** Removes what the last configuration named and nobody names any more, in the version of that configuration. */
function prune({ structures, versions, writer }: Application, merged: unknown, last: Owner, owners: Owners): unknown {
	const { apiVersion, fields } = last;
	// What was applied in a version that is served no longer stays.
	const version = versions.get(apiVersion);
	if (isEmptySet(fields) || version === undefined) return merged;
	const before = inVersion(versions, merged, writer.apiVersion, apiVersion);
	const { all, named, fieldsOf, remove } = piecesOf(structures, version.schema, before);
	const lastNamed = named(fields);
	let restored = { apiVersion, object: remove(lastNamed) };
	// What others own comes back, with what it lies in; and then what lay in it and was nobody's.
	for (const [name, owned] of ownedByVersion(owners, apiVersion)) {
		const other = versions.get(name);
		if (other === undefined) continue;
		const pieces = piecesOf(structures, other.schema, inVersion(versions, before, apiVersion, name));
		const left = pieces.fieldsOf(inVersion(versions, restored.object, restored.apiVersion, name));
		restored = { apiVersion: name, object: pieces.remove(difference(pieces.all, union(left, pieces.named(owned)))) };
	}
	const left = fieldsOf(inVersion(versions, restored.object, restored.apiVersion, apiVersion));
	const pruned = remove(intersection(difference(all, left), lastNamed));
	return inVersion(versions, pruned, apiVersion, writer.apiVersion);
}

/** What owners have in each version, beginning with one of them. */
function ownedByVersion(owners: Owners, first: string): ReadonlyMap<string, FieldSet> {
	const owned = new Map([[first, emptySet]]);
	for (const { apiVersion, fields } of owners.values()) owned.set(apiVersion, union(owned.get(apiVersion) ?? emptySet, fields));
	return owned;
}

/** An object of a version as what it can be divided into. */
function piecesOf(structures: Structures, schema: Schema, object: unknown) {
	const named = (set: FieldSet): FieldSet => withNamedFields(structures, schema, set);
	const fieldsOf = (value: unknown): FieldSet => named(fieldSetOf(structures, schema, value));
	return {
		named,
		fieldsOf,
		all: fieldsOf(object),
		remove: (fields: FieldSet): unknown => removeFields(structures, schema, object, fields),
	};
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
