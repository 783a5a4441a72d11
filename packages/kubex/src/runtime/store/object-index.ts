import type { DeepReadonly } from "./deep-readonly.ts";
import type { IndexFunction } from "./index-function.ts";

/** Which objects are filed under which values. It knows them by their keys, so most updates leave it as it is. */
export class ObjectIndex<T> {
	readonly #valuesOf: IndexFunction<T>;
	readonly #keysByValue = new Map<string, Set<string>>();
	// What was filed is remembered: asked again about an old state, a function that is not as pure as it should be would leave
	// keys behind.
	readonly #valuesByKey = new Map<string, readonly string[]>();

	constructor(valuesOf: IndexFunction<T>) {
		this.#valuesOf = valuesOf;
	}

	/** How many different values there are. */
	get size(): number {
		return this.#keysByValue.size;
	}

	/**
	 * Files an object under its values instead of those that it had.
	 *
	 * @throws whatever the function throws; the object is then filed under none.
	 */
	put(key: string, object: DeepReadonly<T>): void {
		const before = this.#valuesByKey.get(key) ?? none;
		let values = none;
		try {
			values = distinct(this.#valuesOf(object));
		} finally {
			if (!sameTexts(before, values)) {
				this.delete(key);
				this.#file(key, values);
			}
		}
	}

	/** Files an object no longer. */
	delete(key: string): void {
		for (const value of this.#valuesByKey.get(key) ?? none) {
			const keys = this.#keysByValue.get(value);
			keys?.delete(key);
			// A value that never comes again, such as that of an owner that is gone, must leave nothing behind.
			if (keys?.size === 0) this.#keysByValue.delete(value);
		}
		this.#valuesByKey.delete(key);
	}

	/** The keys of the objects under a value. */
	keys(value: string): Iterable<string> {
		return this.#keysByValue.get(value) ?? none;
	}

	#file(key: string, values: readonly string[]): void {
		if (values.length === 0) return;
		this.#valuesByKey.set(key, values);
		for (const value of values) {
			const keys = this.#keysByValue.get(value);
			if (keys === undefined) this.#keysByValue.set(value, new Set([key]));
			else keys.add(key);
		}
	}
}

const none: readonly string[] = [];

function distinct(values: readonly string[]): readonly string[] {
	// Copied, since the function may go on using its array.
	return values.length === 1 ? [...values] : [...new Set(values)];
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((text, at) => text === b[at]);
}
