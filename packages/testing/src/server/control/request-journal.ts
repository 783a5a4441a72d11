import type { Journal, JournaledRequest } from "./journal.ts";

/** How many requests are held. */
const capacity = 10_000;

/** A request that is written to while it is answered. */
export type JournalEntry = { -readonly [K in keyof JournaledRequest]: JournaledRequest[K] };

/** Holds the last requests. */
export class RequestJournal implements Journal {
	#entries: JournalEntry[] = [];

	get requests(): readonly JournaledRequest[] {
		return this.#entries.slice(-capacity);
	}

	clear(): void {
		this.#entries = [];
	}

	add(entry: JournalEntry): void {
		// In batches, so that each request pays a constant.
		if (this.#entries.length >= 2 * capacity) this.#entries = this.#entries.slice(-capacity);
		this.#entries.push(entry);
	}
}
