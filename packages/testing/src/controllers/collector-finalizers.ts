import type { Services } from "../registry/services.ts";
import { orderMetadata } from "../storage/object-state.ts";
import type { StoredObject } from "../storage/stored-object.ts";

/** Finalizers that only wait for what happens to dependents, of which a deleted object here has none. */
const ofCollector: ReadonlySet<string> = new Set(["orphan", "foregroundDeletion"]);

/** Whether a deleted object waits for the garbage collector. */
export function awaitsCollector(object: StoredObject): boolean {
	const { deletionTimestamp, finalizers = [] } = object.state.metadata;
	return deletionTimestamp !== undefined && finalizers.some((finalizer) => ofCollector.has(finalizer));
}

/** Lets go of a deleted object that waits for the garbage collector, which has nothing to do without dependents. */
export function releaseFromCollector({ store }: Services, collection: string, key: string): void {
	const object = store.get(collection, key);
	if (object === undefined || !awaitsCollector(object)) return;
	const { finalizers = [], ...rest } = object.state.metadata;
	const left = finalizers.filter((finalizer) => !ofCollector.has(finalizer));
	if (left.length === 0 && !rest.deletionGracePeriodSeconds) {
		store.remove(collection, key, object);
		return;
	}
	const metadata = orderMetadata({ ...rest, ...(left.length === 0 ? {} : { finalizers: left }) });
	store.put(collection, key, { ...object.state, metadata }, object);
}
