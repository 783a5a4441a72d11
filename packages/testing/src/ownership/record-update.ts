import type { Schema } from "@kubex/openapi";
import { capOwners } from "./cap-owners.ts";
import { type Comparison, compareValues, ignoring } from "./compare-values.ts";
import { difference, emptySet, type FieldSet, fieldSet, intersection, isEmptySet, union } from "./field-set.ts";
import { inVersion, type OwnedVersions } from "./owned-version.ts";
import { type Owner, type Owners, ownerId, type Writer, withOwner } from "./owner.ts";
import { fieldElement } from "./path-element.ts";
import type { Structures } from "./structures.ts";

/** An object before and after somebody's write. */
export interface Change {
	readonly structures: Structures;
	readonly schema: Schema;
	readonly before: unknown;
	readonly after: unknown;
	/** The fields that the endpoint leaves alone, so that nobody can own them through it. */
	readonly ignored: FieldSet;
	readonly versions: OwnedVersions;
}

/** What a write changes in each version that somebody may own fields in; `undefined` for one that is not served. */
export type ChangesByVersion = (apiVersion: string) => Comparison | undefined;

/** Members of metadata that belong to the server: what a write says of them counts for nothing. */
export const serverMetadata = [
	"name",
	"namespace",
	"creationTimestamp",
	"selfLink",
	"uid",
	"clusterName",
	"generation",
	"managedFields",
	"resourceVersion",
] as const;

/** Fields that belong to the server, and so to no owner. */
const serverFields: FieldSet = fieldSet(
	[fieldElement("apiVersion")],
	[fieldElement("kind")],
	[fieldElement("metadata")],
	...serverMetadata.map((name) => [fieldElement("metadata"), fieldElement(name)]),
);

/** A set without the fields that belong to the server. */
export function withoutServerFields(fields: FieldSet): FieldSet {
	return difference(fields, serverFields);
}

/** Finds what a write changed, of what its endpoint reaches. */
export function compareChange({ structures, schema, before, after, ignored }: Change): Comparison {
	return ignoring(compareValues(structures, schema, before, after), ignored);
}

/**
 * Finds what a write changed in other versions than the writer's, where that is asked for.
 *
 * @param comparison what it changed in the version of the writer.
 */
export function changesByVersion(change: Change, writer: Writer, comparison: Comparison): ChangesByVersion {
	const { before, after, versions } = change;
	const known = new Map([[writer.apiVersion, comparison]]);
	return (apiVersion) => {
		const version = versions.get(apiVersion);
		if (version === undefined || known.has(apiVersion)) return known.get(apiVersion);
		const shown = (object: unknown): unknown => inVersion(versions, object, writer.apiVersion, apiVersion);
		const found = compareChange({ ...change, schema: version.schema, before: shown(before), after: shown(after) });
		known.set(apiVersion, found);
		return found;
	};
}

/**
 * Finds out who owns what after a create or an update: what it changed belongs to the writer alone, what it removed to
 * nobody.
 *
 * @param time when, in RFC 3339.
 */
export function recordUpdate(change: Change, owners: Owners, writer: Writer, time: string): Owners {
	const comparison = compareChange(change);
	const kept = dispossess(owners, changesByVersion(change, writer, comparison));
	const taken = withoutServerFields(union(comparison.modified, comparison.added));
	if (isEmptySet(taken)) return capOwners(kept);
	const previous = kept.get(ownerId(writer))?.fields ?? emptySet;
	return capOwners(withOwner(kept, { ...writer, time, fields: union(taken, previous) }));
}

/** Takes from owners what was changed or removed. */
export function dispossess(owners: Owners, changes: ChangesByVersion): Owners {
	const kept = new Map<string, Owner>();
	for (const [id, owner] of owners) {
		const changed = changes(owner.apiVersion);
		if (changed === undefined) continue;
		const lost = union(union(changed.added, changed.modified), changed.removed);
		const fields = isEmptySet(intersection(owner.fields, lost)) ? owner.fields : difference(owner.fields, lost);
		if (!isEmptySet(fields)) kept.set(id, fields === owner.fields ? owner : { ...owner, fields });
	}
	return kept;
}
