import { Collection } from "./collection.ts";
import { type ObjectState, orderMetadata } from "./object-state.ts";
import { StoredObject } from "./stored-object.ts";

/** One write: what a key held before and after it. */
export interface StoreEvent {
	readonly revision: number;
	readonly collection: string;
	readonly key: string;
	readonly previous: StoredObject | undefined;
	/** Absent after a removal. */
	readonly current: StoredObject | undefined;
}

/** A write found another version than the one it was meant to follow. */
export class RevisionConflict extends Error {
	constructor(key: string) {
		super(`${key} was written in between`);
		this.name = "RevisionConflict";
	}
}

/** The revision that was asked for is before the oldest that the store remembers. */
export class Compacted extends Error {
	/** The oldest revision that is remembered. */
	readonly oldest: number;

	constructor(revision: number, oldest: number) {
		super(`revision ${revision} is gone; the oldest is ${oldest}`);
		this.name = "Compacted";
		this.oldest = oldest;
	}
}

/** The state of a store at one moment. */
export interface StoreState {
	readonly revision: number;
	readonly objects: readonly (readonly [collection: string, object: StoredObject])[];
}

/**
 * All objects of a server under one counter: each write takes the next revision, and the state at any revision can be read
 * until it is compacted.
 */
export class Store {
	readonly #collections = new Map<string, Collection>();
	readonly #history: number;
	#events: StoreEvent[] = [];
	readonly #listeners: ((event: StoreEvent) => void)[] = [];
	#revision = 0;
	#compacted = 0;

	/** @param history how many writes back the past can be read. */
	constructor(history: number) {
		this.#history = history;
	}

	/** The revision of the last write. */
	get revision(): number {
		return this.#revision;
	}

	/** The object under a key now; `undefined` when there is none. */
	get(collection: string, key: string): StoredObject | undefined {
		return this.#collections.get(collection)?.get(key, this.#revision);
	}

	/**
	 * The objects whose keys begin with `prefix`, in the order of their keys, from `start` on.
	 *
	 * @param revision when; now unless given.
	 * @throws Compacted when the revision is no longer remembered.
	 */
	range(collection: string, prefix: string, start: string = prefix, revision: number = this.#revision): Iterable<StoredObject> {
		if (revision < this.#compacted) throw new Compacted(revision, this.#compacted);
		return this.#collections.get(collection)?.range(prefix, start, revision) ?? [];
	}

	/**
	 * Writes an object, whose resourceVersion becomes the new revision.
	 *
	 * @param expected the version that the object follows; `undefined` when there must be none.
	 * @throws RevisionConflict when another version is there.
	 */
	put(collection: string, key: string, state: ObjectState, expected: StoredObject | undefined): StoredObject {
		const previous = this.#expect(collection, key, expected);
		const revision = ++this.#revision;
		const stamped = { ...state, metadata: orderMetadata({ ...state.metadata, resourceVersion: String(revision) }) };
		const current = new StoredObject(key, revision, stamped);
		this.#record({ revision, collection, key, previous, current });
		return current;
	}

	/**
	 * Removes an object.
	 *
	 * @throws RevisionConflict when another version than `expected` is there.
	 */
	remove(collection: string, key: string, expected: StoredObject): void {
		const previous = this.#expect(collection, key, expected);
		this.#record({ revision: ++this.#revision, collection, key, previous, current: undefined });
	}

	/**
	 * The writes after a revision, in order.
	 *
	 * @throws Compacted when some of them are no longer remembered.
	 */
	eventsAfter(revision: number): readonly StoreEvent[] {
		if (revision < this.#compacted) throw new Compacted(revision, this.#compacted);
		// Each write is one event and takes the next revision.
		return this.#events.slice(revision - this.#compacted);
	}

	/** Tells a listener of each write, in order, before the write returns; it must not write itself. */
	subscribe(listener: (event: StoreEvent) => void): void {
		this.#listeners.push(listener);
	}

	/** The present state, which later writes leave as it is. */
	state(): StoreState {
		const objects = [...this.#collections].flatMap(([name, collection]) =>
			Array.from(collection.range("", "", this.#revision), (object) => [name, object] as const),
		);
		return { revision: this.#revision, objects };
	}

	/**
	 * Goes back to a state and its revision, which the next writes follow. There is no history then, and listeners are told nothing: they
	 * have to begin anew.
	 */
	restore({ revision, objects }: StoreState): void {
		this.#collections.clear();
		this.#events = [];
		this.#revision = revision;
		this.#compacted = revision;
		for (const [name, object] of objects) this.#collection(name).add(object.key, { revision: object.revision, object });
	}

	/** Forgets all but the present. */
	compact(): void {
		this.#forget(this.#events.length);
	}

	#expect(collection: string, key: string, expected: StoredObject | undefined): StoredObject | undefined {
		const previous = this.get(collection, key);
		if (previous !== expected?.origin) throw new RevisionConflict(key);
		return previous;
	}

	#record(event: StoreEvent): void {
		this.#collection(event.collection).add(event.key, { revision: event.revision, object: event.current });
		this.#events.push(event);
		for (const listener of this.#listeners) listener(event);
		// In batches, so that each write pays a constant.
		if (this.#events.length >= this.#history * 2) this.#forget(this.#events.length - this.#history);
	}

	#collection(name: string): Collection {
		let collection = this.#collections.get(name);
		if (collection === undefined) {
			collection = new Collection();
			this.#collections.set(name, collection);
		}
		return collection;
	}

	#forget(count: number): void {
		const forgotten = this.#events.splice(0, count);
		const last = forgotten.at(-1);
		if (last === undefined) return;
		this.#compacted = last.revision;
		for (const { collection, key } of forgotten) this.#collections.get(collection)?.compact(key, last.revision);
	}
}
