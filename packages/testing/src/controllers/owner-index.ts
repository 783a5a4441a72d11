import type { StoreEvent } from "../storage/store.ts";
import type { StoredObject } from "../storage/stored-object.ts";

/** Where an object is stored. */
export interface Location {
	readonly collection: string;
	readonly key: string;
}

/** Which objects name which others as their owners, by uid; kept up to date with each write. */
export class OwnerIndex {
	readonly #locations = new Map<string, Location>();
	/** Of each owner its dependents, by their own uids. */
	readonly #dependents = new Map<string, Set<string>>();

	/** Takes note of an object that was there before. */
	add(collection: string, object: StoredObject): void {
		this.observe({ revision: object.revision, collection, key: object.key, previous: undefined, current: object });
	}

	/** Takes note of a write. */
	observe({ collection, key, previous, current }: StoreEvent): void {
		const before = previous?.state.metadata;
		const after = current?.state.metadata;
		const uid = after?.uid ?? before?.uid;
		if (uid === undefined) return;
		if (after === undefined) this.#locations.delete(uid);
		else if (before === undefined) this.#locations.set(uid, { collection, key });
		if (before?.ownerReferences === after?.ownerReferences) return;
		for (const owner of before?.ownerReferences ?? []) this.#remove(owner.uid, uid);
		for (const owner of after?.ownerReferences ?? []) {
			const dependents = this.#dependents.get(owner.uid);
			if (dependents === undefined) this.#dependents.set(owner.uid, new Set([uid]));
			else dependents.add(uid);
		}
	}

	/** Where the object with a uid is; `undefined` when it is gone. */
	locate(uid: string): Location | undefined {
		return this.#locations.get(uid);
	}

	/** The uids of the objects that name this one as an owner. */
	dependentsOf(uid: string | undefined): readonly string[] {
		return uid === undefined ? [] : [...(this.#dependents.get(uid) ?? [])];
	}

	#remove(owner: string, dependent: string): void {
		const dependents = this.#dependents.get(owner);
		dependents?.delete(dependent);
		if (dependents?.size === 0) this.#dependents.delete(owner);
	}
}
