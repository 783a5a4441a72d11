import { orderMetadata } from "../storage/object-state.ts";
import type { Store } from "../storage/store.ts";
import type { StoredObject } from "../storage/stored-object.ts";

/** Takes a finalizer off a deleted object, which goes when nothing else holds it. */
export function releaseFinalizer(store: Store, collection: string, object: StoredObject, finalizer: string): void {
	const { finalizers = [], ...rest } = object.state.metadata;
	const left = finalizers.filter((other) => other !== finalizer);
	if (left.length === finalizers.length) return;
	if (left.length === 0 && rest.deletionTimestamp !== undefined && !rest.deletionGracePeriodSeconds) {
		store.remove(collection, object.key, object);
		return;
	}
	const metadata = orderMetadata({ ...rest, ...(left.length === 0 ? {} : { finalizers: left }) });
	store.put(collection, object.key, { ...object.state, metadata }, object);
}
