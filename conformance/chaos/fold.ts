import type { Change } from "kubex/runtime";

/** The least of an object that folds compare. */
interface Versioned {
	readonly metadata: { readonly uid?: string; readonly resourceVersion?: string };
}

/**
 * What a consumer knows if it believes the changes that it is told, and nothing else. A change that contradicts what it was
 * told before is an error.
 */
export class Fold<T extends Versioned> {
	readonly #title: string;
	readonly #held = new Map<string, T>();

	constructor(title: string) {
		this.#title = title;
	}

	take(change: Change<T>): void {
		const { key, object, type } = change;
		const held = this.#held.get(key);
		if (type === "add") {
			if (held !== undefined) this.#fail(`${key} is added, and is held already`);
			this.#held.set(key, object);
			return;
		}
		if (held === undefined) this.#fail(`${key}: ${type} of what is not held`);
		else if (held !== change.old) this.#fail(`${key}: the old state of an ${type} is not what was told last`);
		if (type === "delete") this.#held.delete(key);
		else {
			if (held?.metadata.uid !== object.metadata.uid) this.#fail(`${key}: an update to another object`);
			this.#held.set(key, object);
		}
	}

	/** The objects that are held. */
	get objects(): Iterable<T> {
		return this.#held.values();
	}

	#fail(message: string): never {
		throw new Error(`${this.#title}: ${message}`);
	}
}
