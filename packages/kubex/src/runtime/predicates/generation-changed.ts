import type { Change } from "../store/change.ts";
import type { StoredObject } from "../store/stored-object.ts";
import { finalizersChanged } from "./metadata-changed.ts";
import { whenUpdated } from "./when-updated.ts";

/**
 * Passes updates that have changed what is desired, unlike those of the status, and everything that is no update.
 *
 * An object that has begun to be deleted or has other finalizers passes too: whoever holds a finalizer has to act then, and
 * neither needs to count as a generation. So does every change of a kind that counts no generations, such as ConfigMap.
 *
 * @example
 * ```ts
 * const old: DeepReadonly<Deployment> = deployment;
 * const object = { ...old, metadata: { ...old.metadata, resourceVersion: "4711" } };
 * generationChanged({ type: "update", key: keyOf(old), old, object }); // => false
 * ```
 */
export function generationChanged(change: Change<StoredObject>): boolean {
	return (
		finalizersChanged(change) ||
		whenUpdated(change, (old, now) => {
			if (old.deletionTimestamp === undefined && now.deletionTimestamp !== undefined) return true;
			if (old.generation === undefined || now.generation === undefined) return old.resourceVersion !== now.resourceVersion;
			return old.generation !== now.generation;
		})
	);
}
