import type { StoreEvent, StoreState } from "../storage/store.ts";

/** Work that the server does by itself, after the writes that give rise to it. */
export interface Controller {
	/** Takes note of a write; says whether it gives rise to work. */
	observe(event: StoreEvent): boolean;
	/** Forgets what it knows: the store has gone back to an earlier state. */
	restart?(state: StoreState): void;
	/** Does what can be done now. */
	reconcile(): void;
}
