import type { DeepReadonly } from "./deep-readonly.ts";
import type { IndexFunction } from "./index-function.ts";

/**
 * The objects of a kind as they are known at this moment. What it hands out is shared by all who read from it and must not
 * be changed; `mutable` makes a copy that may be.
 */
export interface Store<T, Index extends string = never> extends Iterable<DeepReadonly<T>> {
	/** How many objects are held. */
	readonly size: number;
	/**
	 * The resource version of what was taken in last, whether an object or a mere sign of life; `undefined` before the first. Where
	 * several namespaces are watched apart, the others may be behind it.
	 */
	readonly resourceVersion: string | undefined;
	/**
	 * The object of a name.
	 *
	 * @param namespace - Without meaning for a kind that belongs to the whole cluster. Default: the namespace that the objects
	 * are read from, where that is one.
	 * @throws TypeError for a name or a namespace with a slash.
	 */
	get(name: string, namespace?: string): DeepReadonly<T> | undefined;
	/** The object of a key, which is `namespace/name`, or `name` where the kind belongs to the whole cluster. */
	getByKey(key: string): DeepReadonly<T> | undefined;
	/**
	 * Whether there is an object of this name; the parameters are those of `get`.
	 *
	 * @throws TypeError for a name or a namespace with a slash.
	 */
	has(name: string, namespace?: string): boolean;
	/** All objects, in no promised order. */
	list(): readonly DeepReadonly<T>[];
	/** The keys of all objects, in no promised order. */
	keys(): Iterable<string>;
	// No method: those are compared loosely, and a store that lacks an index would pass for one that has it.
	/**
	 * The objects that an index files under a value.
	 *
	 * @throws TypeError for an index that does not exist.
	 */
	readonly by: (index: Index, value: string) => readonly DeepReadonly<T>[];
	/**
	 * Adds an index, which begins with what is held.
	 *
	 * @returns The same store, of a type that knows the index.
	 * @throws TypeError when there is an index of this name.
	 */
	addIndex<Name extends string>(name: Name, valuesOf: IndexFunction<T>): Store<T, Index | Name>;
}
