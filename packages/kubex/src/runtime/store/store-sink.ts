import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { StateSink } from "../watch/state-sink.ts";
import type { Change } from "./change.ts";
import type { DeepReadonly } from "./deep-readonly.ts";
import type { ObjectStore } from "./object-store.ts";
import type { StoredObject } from "./stored-object.ts";

/** Lets one watch write into a store, or into the part of it that is one namespace. */
export class StoreSink<K extends KubernetesObject, T extends StoredObject, Index extends string>
	implements StateSink<K, DeepReadonly<T>>
{
	readonly #store: ObjectStore<K, T, Index>;
	readonly #namespace: string | undefined;
	#initial = true;

	/** @param namespace - The only one that is watched. Default: whatever the store holds. */
	constructor(store: ObjectStore<K, T, Index>, namespace?: string) {
		this.#store = store;
		this.#namespace = namespace;
	}

	prepare(object: K): DeepReadonly<T> {
		return this.#store.admit(object);
	}

	apply(object: DeepReadonly<T>, changes: Change<DeepReadonly<T>>[]): void {
		this.#store.apply(object, changes);
	}

	remove(object: DeepReadonly<T>, changes: Change<DeepReadonly<T>>[]): void {
		this.#store.remove(object, changes);
	}

	replace(objects: Iterable<DeepReadonly<T>>, changes: Change<DeepReadonly<T>>[]): void {
		this.#store.replace(objects, changes, { namespace: this.#namespace, initial: this.#initial });
		this.#initial = false;
	}

	touch(resourceVersion: string): void {
		this.#store.touch(resourceVersion);
	}
}
