import type { Change } from "../store/change.ts";

/** Where a watcher keeps the state that it follows. Each method adds what it has changed. */
export interface StateSink<K, T> {
	/** Makes what is kept of an object; called once for each that comes in. */
	prepare(object: K): T;
	/** Takes over an object that was added or changed. */
	apply(object: T, changes: Change<T>[]): void;
	/** Removes an object, of which this is the last state. */
	remove(object: T, changes: Change<T>[]): void;
	/** Takes over a whole state at once. */
	replace(objects: Iterable<T>, changes: Change<T>[]): void;
	/** Notes up to which state everything has been taken over. */
	touch(resourceVersion: string): void;
}
