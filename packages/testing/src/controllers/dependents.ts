import type { Store, StoreState } from "../storage/store.ts";

/** How many objects name another as their owner, by its uid; kept up to date with each write. */
export class Dependents {
	readonly #counts = new Map<string, number>();

	constructor(store: Store) {
		store.subscribe(({ previous, current }) => {
			for (const owner of previous?.state.metadata.ownerReferences ?? []) this.#add(owner.uid, -1);
			for (const owner of current?.state.metadata.ownerReferences ?? []) this.#add(owner.uid, 1);
		});
	}

	/** Counts anew, after the store has gone back to an earlier state. */
	recount({ objects }: StoreState): void {
		this.#counts.clear();
		for (const [, { state }] of objects) for (const owner of state.metadata.ownerReferences ?? []) this.#add(owner.uid, 1);
	}

	/** Whether any object names this one as its owner. */
	of(uid: string | undefined): boolean {
		return uid !== undefined && this.#counts.has(uid);
	}

	#add(uid: string, change: number): void {
		const count = (this.#counts.get(uid) ?? 0) + change;
		if (count === 0) this.#counts.delete(uid);
		else this.#counts.set(uid, count);
	}
}
