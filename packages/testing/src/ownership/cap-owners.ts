import { union } from "./field-set.ts";
import { type Owner, type Owners, ownerId, secondsOf } from "./owner.ts";

/** How many owners by update an object has at most. */
const limit = 10;
const bucketName = "ancient-changes";

/** Puts the oldest owners by update together, one bucket for each version, until there are no more than the server keeps. */
export function capOwners(owners: Owners): Owners {
	const updaters = [...owners].filter(([, owner]) => owner.operation === "Update");
	if (updaters.length <= limit) return owners;
	const next = new Map(owners);
	const firstOf = new Map<string, string>();
	let left = updaters.length;
	for (const [id, owner] of updaters.toSorted(byAge)) {
		if (left <= limit) break;
		const first = firstOf.get(owner.apiVersion);
		// A bucket is worth making for two.
		if (first === undefined) {
			firstOf.set(owner.apiVersion, id);
			continue;
		}
		const bucket = { manager: bucketName, operation: "Update", apiVersion: owner.apiVersion } as const;
		const bucketId = ownerId(bucket);
		const previous = next.get(bucketId) ?? next.get(first);
		if (!next.has(bucketId)) next.delete(first);
		next.delete(id);
		next.set(bucketId, {
			...bucket,
			time: owner.time,
			fields: previous === undefined ? owner.fields : union(owner.fields, previous.fields),
		});
		left--;
	}
	return next;
}

function byAge([a, left]: readonly [string, Owner], [b, right]: readonly [string, Owner]): number {
	return secondsOf(left) - secondsOf(right) || (a < b ? -1 : 1);
}
