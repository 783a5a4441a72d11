import type { Change } from "../store/change.ts";
import type { StoredObject } from "../store/stored-object.ts";

/** What differs, or does not, between two states of one object. */
type Metadata = StoredObject["metadata"];

/**
 * Decides about updates by what has changed in the metadata, and passes everything else. An object that was deleted and made
 * again passes as well, however much it looks like the one before.
 */
export function whenUpdated(change: Change<StoredObject>, differs: (old: Metadata, now: Metadata) => boolean): boolean {
	if (change.type !== "update") return true;
	const [old, now] = [change.old.metadata, change.object.metadata];
	return old.uid !== now.uid || differs(old, now);
}
