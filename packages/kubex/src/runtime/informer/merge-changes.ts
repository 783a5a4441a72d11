import type { Change } from "../store/change.ts";
import type { StoredObject } from "../store/stored-object.ts";

/**
 * Merges a change into what waits for a consumer who has not seen it: at most a deletion and the addition of another object
 * of the same key. An object that came and went meanwhile leaves nothing; all else ends in the same state as it would have
 * one by one.
 *
 * @param pending - Changes of the key of `change`, in order.
 */
export function mergeChanges<T extends StoredObject>(pending: readonly Change<T>[], change: Change<T>): readonly Change<T>[] {
	const last = pending.at(-1);
	if (last === undefined) return [change];
	const merged = mergePair(last, change);
	return pending.length === 1 ? merged : [...pending.slice(0, -1), ...merged];
}

function mergePair<T extends StoredObject>(last: Change<T>, change: Change<T>): readonly Change<T>[] {
	switch (last.type) {
		case "add":
			return change.type === "delete" ? [] : [{ ...last, object: change.object }];
		case "update":
			return [change.type === "add" ? { ...last, object: change.object } : { ...change, old: last.old }];
		case "delete": {
			if (change.type !== "add") return [{ ...last, object: change.object }];
			// The same object came back into what the selectors choose.
			const same = last.old.metadata.uid === change.object.metadata.uid;
			return same ? [{ type: "update", key: last.key, old: last.old, object: change.object }] : [last, change];
		}
	}
}
