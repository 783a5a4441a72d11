import { KubexError } from "../../core/errors/kubex-error.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { Resource } from "../../core/resource.ts";
import type { Change } from "./change.ts";
import { deepFreeze } from "./deep-freeze.ts";
import type { DeepReadonly } from "./deep-readonly.ts";
import type { IndexFunction } from "./index-function.ts";
import { ObjectIndex } from "./object-index.ts";
import { keyOf, objectKey } from "./object-key.ts";
import { isOlder, isSameState } from "./object-state.ts";
import { shareEqual } from "./share-equal.ts";
import type { Store } from "./store.ts";
import type { StoredObject } from "./stored-object.ts";
import { type Transform, transformed } from "./transform.ts";

/** How an {@link ObjectStore} keeps its objects. */
export interface StoreOptions<K extends KubernetesObject, T extends StoredObject, Index extends string> {
	/** The indexes by their names. Default: none. */
	readonly indexes?: Readonly<Record<Index, IndexFunction<T>>> | undefined;
	/** What is kept of an object; needed when `T` is not `K`. Default: all of it. */
	readonly transform?: Transform<K, T> | undefined;
	/** The namespace that `get` and `has` mean when they are given none. Default: none. */
	readonly namespace?: string | undefined;
	/**
	 * Whether objects use the parts of one another that are equal, which is most of two replicas or two states; the transform
	 * must then return objects that nobody else holds. Default: `false`.
	 */
	readonly share?: boolean | undefined;
	/** Whether objects are frozen, so that whoever changes one is found; it costs time. Default: `false`. */
	readonly freeze?: boolean | undefined;
	/** Told when an index's function throws; the object is then held, and not in that index. */
	readonly onError: (error: KubexError) => void;
}

/** What a relist covers. */
export interface ReplaceOptions {
	/** The one namespace that was listed; what is held of others stays. Default: all that is held. */
	readonly namespace?: string | undefined;
	/** Whether this is the first list, so that what it adds was there when the reading began. Default: `false`. */
	readonly initial?: boolean | undefined;
}

/**
 * The writing side of a {@link Store}: it takes in what a watch tells and appends what that has changed to an array. The
 * caller passes the changes on afterwards, so whoever is told finds a store that has them.
 *
 * @example
 * ```ts
 * const store = new ObjectStore(Pod, { indexes: { name: ({ metadata }) => [metadata.name ?? ""] }, onError: console.error });
 * const changes: Change<DeepReadonly<Pod>>[] = [];
 * store.apply(store.admit(await pods.get("web")), changes);
 * changes.map(({ type, key }) => `${type} ${key}`); // => ["add default/web"]
 * store.by("name", "web").length; // => 1
 * ```
 */
export class ObjectStore<K extends KubernetesObject, T extends StoredObject = K, Index extends string = never>
	implements Store<T, Index>
{
	readonly #objects = new Map<string, DeepReadonly<T>>();
	readonly #indexes = new Map<string, ObjectIndex<T>>();
	readonly #namespaced: boolean;
	readonly #options: StoreOptions<K, T, Index>;
	// Reported when all is done, so that whoever is told of one finds no half of a relist.
	#failures: KubexError[] = [];
	#resourceVersion: string | undefined;
	/** Lists are in the order of names, where replicas follow one another. */
	#lastAdmitted: DeepReadonly<T> | undefined;

	constructor(resource: Resource<K>, options: StoreOptions<K, T, Index>) {
		this.#namespaced = resource.scope === "Namespaced";
		this.#options = options;
		for (const [name, valuesOf] of Object.entries<IndexFunction<T>>(options.indexes ?? {})) this.addIndex(name, valuesOf);
	}

	get size(): number {
		return this.#objects.size;
	}

	get resourceVersion(): string | undefined {
		return this.#resourceVersion;
	}

	get(name: string, namespace?: string): DeepReadonly<T> | undefined {
		return this.#objects.get(this.#keyFor(name, namespace));
	}

	getByKey(key: string): DeepReadonly<T> | undefined {
		return this.#objects.get(key);
	}

	has(name: string, namespace?: string): boolean {
		return this.#objects.has(this.#keyFor(name, namespace));
	}

	list(): readonly DeepReadonly<T>[] {
		return [...this.#objects.values()];
	}

	keys(): Iterable<string> {
		return this.#objects.keys();
	}

	[Symbol.iterator](): Iterator<DeepReadonly<T>> {
		return this.#objects.values();
	}

	by(index: Index, value: string): readonly DeepReadonly<T>[] {
		const found = this.#indexes.get(index);
		if (found === undefined)
			throw new TypeError(`no index ${JSON.stringify(index)}; there are: ${[...this.#indexes.keys()].join(", ")}`);
		const objects: DeepReadonly<T>[] = [];
		for (const key of found.keys(value)) {
			const object = this.#objects.get(key);
			if (object !== undefined) objects.push(object);
		}
		return objects;
	}

	addIndex<Name extends string>(name: Name, valuesOf: IndexFunction<T>): ObjectStore<K, T, Index | Name> {
		if (this.#indexes.has(name)) throw new TypeError(`there is an index ${JSON.stringify(name)} already`);
		const index = new ObjectIndex(valuesOf);
		for (const [key, object] of this.#objects) this.#file(name, index, key, object);
		this.#indexes.set(name, index);
		this.#report();
		return this as unknown as ObjectStore<K, T, Index | Name>;
	}

	/**
	 * What is kept of an object that comes in. Objects pass here once, before they are taken in, so that a list which comes in
	 * parts is not held as it came until its end.
	 *
	 * @throws TypeError for a transform that has changed which object it is, and whatever the transform throws.
	 */
	admit(object: K): DeepReadonly<T> {
		const { transform, share, freeze } = this.#options;
		let kept = transformed(object, transform) as DeepReadonly<T>;
		if (share === true) {
			kept = shareEqual(this.#objects.get(keyOf(kept)) ?? this.#lastAdmitted ?? kept, kept);
			this.#lastAdmitted = kept;
		}
		if (freeze === true) deepFreeze(kept);
		return kept;
	}

	/**
	 * Takes in an object that is new or has changed. A state that is older than the held one changes nothing.
	 *
	 * @throws TypeError for an object that has no key; nothing has changed then.
	 */
	apply(object: DeepReadonly<T>, changes: Change<DeepReadonly<T>>[]): void {
		const key = keyOf(object);
		const held = this.#objects.get(key);
		if (held !== undefined && (isSameState(object, held) || isOlder(object, held))) return;
		if (held === undefined) changes.push({ type: "add", key, object, initial: false });
		else if (held.metadata.uid === object.metadata.uid) changes.push({ type: "update", key, old: held, object });
		else {
			// Somebody who was told of an update would take the new object for the old one.
			changes.push({ type: "delete", key, old: held, object: held, finalStateUnknown: true });
			changes.push({ type: "add", key, object, initial: false });
		}
		this.#put(key, object);
		this.#resourceVersion = object.metadata.resourceVersion;
		this.#report();
	}

	/**
	 * Takes in that an object is held no longer.
	 *
	 * @param object - Its last state.
	 * @throws TypeError for an object that has no key; nothing has changed then.
	 */
	remove(object: DeepReadonly<T>, changes: Change<DeepReadonly<T>>[]): void {
		const key = keyOf(object);
		const held = this.#objects.get(key);
		if (held !== undefined) {
			if (isOlder(object, held)) return;
			// Of the object that was held no end was seen, only that of one that came after it.
			const finalStateUnknown = held.metadata.uid !== object.metadata.uid;
			const last = finalStateUnknown ? held : object;
			changes.push({ type: "delete", key, old: held, object: last, finalStateUnknown });
			this.#delete(key);
		}
		this.#resourceVersion = object.metadata.resourceVersion;
	}

	/**
	 * Takes in a whole list in one step: what it lacks is deleted first, then what differs is added and updated.
	 *
	 * @throws TypeError for an object that has no key; nothing has changed then.
	 */
	replace(objects: Iterable<DeepReadonly<T>>, changes: Change<DeepReadonly<T>>[], options: ReplaceOptions = {}): void {
		const { namespace, initial = false } = options;
		// What can throw comes before the first change.
		const listed = new Map<string, DeepReadonly<T>>();
		for (const object of objects) {
			const key = keyOf(object);
			const held = this.#objects.get(key);
			listed.set(key, held !== undefined && isSameState(object, held) ? held : object);
		}
		for (const [key, held] of this.#objects) {
			if (namespace !== undefined && held.metadata.namespace !== namespace) continue;
			if (listed.get(key)?.metadata.uid === held.metadata.uid) continue;
			changes.push({ type: "delete", key, old: held, object: held, finalStateUnknown: true });
			this.#delete(key);
		}
		for (const [key, object] of listed) {
			const held = this.#objects.get(key);
			if (held === object) continue;
			changes.push(held === undefined ? { type: "add", key, object, initial } : { type: "update", key, old: held, object });
			this.#put(key, object);
		}
		this.#report();
	}

	/** Takes in that the server has got so far: the version of a list that was taken in, or of a bookmark. */
	touch(resourceVersion: string): void {
		this.#resourceVersion = resourceVersion;
	}

	#keyFor(name: string, namespace: string | undefined): string {
		return objectKey(name, this.#namespaced ? (namespace ?? this.#options.namespace) : undefined);
	}

	#put(key: string, object: DeepReadonly<T>): void {
		this.#objects.set(key, object);
		for (const [name, index] of this.#indexes) this.#file(name, index, key, object);
	}

	#delete(key: string): void {
		this.#objects.delete(key);
		for (const index of this.#indexes.values()) index.delete(key);
	}

	#file(name: string, index: ObjectIndex<T>, key: string, object: DeepReadonly<T>): void {
		try {
			index.put(key, object);
		} catch (error) {
			const message = `the index ${JSON.stringify(name)} leaves ${key} out: its function threw`;
			this.#failures.push(new KubexError(message, { cause: error }));
		}
	}

	#report(): void {
		if (this.#failures.length === 0) return;
		const failures = this.#failures;
		this.#failures = [];
		for (const failure of failures) this.#options.onError(failure);
	}
}
