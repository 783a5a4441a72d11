import { difference, fieldSet, hasPath, isEmptySet } from "../ownership/field-set.ts";
import { type Owner, type Owners, ownerId } from "../ownership/owner.ts";
import { fieldElement } from "../ownership/path-element.ts";

const replicasPath = [fieldElement("spec"), fieldElement("replicas")];
const replicasField = fieldSet(replicasPath);

/** The version of the objects that `/scale` reads and writes. */
export const scaleVersion = "autoscaling/v1";

/** The owners of an object's replicas, as its scale knows them. */
export function ownersOfScale(owners: Owners): Owners {
	const known = new Map<string, Owner>();
	for (const owner of owners.values()) {
		if (!hasPath(owner.fields, replicasPath)) continue;
		const scaled = { ...owner, apiVersion: scaleVersion, fields: replicasField };
		known.set(ownerId(scaled), scaled);
	}
	return known;
}

/**
 * The owners of an object after its scale was written. Whoever updated the replicas is another owner in the version of the
 * scale, so the server takes the field away and notes it apart, without a time; only who applied is known again.
 *
 * @param scaled the owners of the scale then.
 * @param apiVersion of the object.
 */
export function withOwnersOfScale(owners: Owners, scaled: Owners, apiVersion: string): Owners {
	const next = new Map<string, Owner>();
	for (const [id, owner] of owners) {
		const kept = scaled.has(id) || !hasPath(owner.fields, replicasPath);
		const fields = kept ? owner.fields : difference(owner.fields, replicasField);
		if (!isEmptySet(fields)) next.set(id, { ...owner, fields });
	}
	for (const [id, owner] of scaled) {
		if (!hasPath(owner.fields, replicasPath)) continue;
		const before = owners.get(id);
		if (before !== undefined && hasPath(before.fields, replicasPath)) continue;
		next.set(id, { ...owner, apiVersion, fields: replicasField, time: before?.time });
	}
	return next;
}
