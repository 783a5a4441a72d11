import type { StoredObject } from "./stored-object.ts";

/** A change of one key: an object, or nothing after a removal. */
export interface Version {
	readonly revision: number;
	readonly object: StoredObject | undefined;
}

/** The objects of one resource in the order of their keys, each with those earlier versions that may still be asked for. */
export class Collection {
	/** Sorted; the keys are ASCII, so the order of UTF-16 code units is the bytewise one. */
	readonly #keys: string[] = [];
	readonly #versions = new Map<string, Version[]>();

	/** The object at a revision. */
	get(key: string, revision: number): StoredObject | undefined {
		return at(this.#versions.get(key), revision);
	}

	/** The objects whose keys begin with `prefix`, from the key `start` on, as they were at a revision. */
	*range(prefix: string, start: string, revision: number): Generator<StoredObject, void> {
		for (let index = this.#position(start < prefix ? prefix : start); index < this.#keys.length; index++) {
			const key = this.#keys[index] as string;
			if (!key.startsWith(prefix)) return;
			const object = at(this.#versions.get(key), revision);
			if (object !== undefined) yield object;
		}
	}

	add(key: string, version: Version): void {
		const versions = this.#versions.get(key);
		if (versions !== undefined) {
			versions.push(version);
			return;
		}
		this.#versions.set(key, [version]);
		this.#keys.splice(this.#position(key), 0, key);
	}

	/** Forgets the versions of a key that were no longer current at a revision. */
	compact(key: string, revision: number): void {
		const versions = this.#versions.get(key);
		if (versions === undefined) return;
		let current = 0;
		while (current + 1 < versions.length && (versions[current + 1] as Version).revision <= revision) current++;
		const first = versions[current] as Version;
		// A removal that everybody has seen leaves nothing to remember.
		if (first.object === undefined && first.revision <= revision) current++;
		if (current > 0) versions.splice(0, current);
		if (versions.length > 0) return;
		this.#versions.delete(key);
		this.#keys.splice(this.#position(key), 1);
	}

	#position(key: string): number {
		let low = 0;
		let high = this.#keys.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((this.#keys[middle] as string) < key) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}

function at(versions: readonly Version[] | undefined, revision: number): StoredObject | undefined {
	if (versions === undefined) return undefined;
	for (let index = versions.length - 1; index >= 0; index--) {
		const version = versions[index] as Version;
		if (version.revision <= revision) return version.object;
	}
	return undefined;
}
