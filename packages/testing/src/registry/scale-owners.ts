import { difference, fieldSet, hasPath, isEmptySet } from "../ownership/field-set.ts";
import { type Owner, type Owners, ownerId } from "../ownership/owner.ts";
import { fieldElement, type PathElement } from "../ownership/path-element.ts";

const pathInScale = [fieldElement("spec"), fieldElement("replicas")];
const fieldInScale = fieldSet(pathInScale);

/** The version of the objects that `/scale` reads and writes. */
export const scaleVersion = "autoscaling/v1";

/**
 * The owners of an object's replicas, as its scale knows them.
 *
 * @param path of the replicas in the object.
 */
export function ownersOfScale(owners: Owners, path: readonly PathElement[]): Owners {
	const known = new Map<string, Owner>();
	for (const owner of owners.values()) {
		if (!hasPath(owner.fields, path)) continue;
		const scaled = { ...owner, apiVersion: scaleVersion, fields: fieldInScale };
		known.set(ownerId(scaled), scaled);
	}
	return known;
}

/** The object that has a scale: where its replicas are, and its version. */
export interface Scaled {
	readonly path: readonly PathElement[];
	readonly apiVersion: string;
}

/**
 * The owners of an object after its scale was written. Whoever updated the replicas is another owner in the version of the
 * scale, so the server takes the field away and notes it apart, without a time; only who applied is known again.
 *
 * @param scaled the owners of the scale then.
 */
export function withOwnersOfScale(owners: Owners, scaled: Owners, { path, apiVersion }: Scaled): Owners {
	const replicas = fieldSet(path);
	const next = new Map<string, Owner>();
	for (const [id, owner] of owners) {
		const kept = scaled.has(id) || !hasPath(owner.fields, path);
		const fields = kept ? owner.fields : difference(owner.fields, replicas);
		if (!isEmptySet(fields)) next.set(id, { ...owner, fields });
	}
	for (const [id, owner] of scaled) {
		if (!hasPath(owner.fields, pathInScale)) continue;
		const before = owners.get(id);
		if (before !== undefined && hasPath(before.fields, path)) continue;
		next.set(id, { ...owner, apiVersion, fields: replicas, time: before?.time });
	}
	return next;
}
