import type { Change } from "../store/change.ts";
import type { StoredObject } from "../store/stored-object.ts";
import { mergeChanges } from "./merge-changes.ts";
import { OverflowError } from "./overflow-error.ts";

/** What a {@link Mailbox} keeps for its consumer. */
export interface MailboxOptions {
	/**
	 * Whether the consumer is told of every single change, in the order in which they came, instead of the difference between
	 * what it has seen and what there is now. Default: `false`.
	 */
	readonly every?: boolean | undefined;
	/** With `every`, how many changes may wait. Default: 100,000. */
	readonly highWaterMark?: number | undefined;
}

/**
 * The changes that wait for one consumer. However slow it is, no more wait than two for each key: a consumer that has not
 * seen a state does not miss it, and the last state never gets lost.
 *
 * The consumer takes some, deals with them, says so with `finish`, and takes again.
 *
 * @example
 * ```ts
 * const pod: DeepReadonly<Pod> = await pods.get("web");
 * const mailbox = new Mailbox<DeepReadonly<Pod>>();
 * mailbox.offer({ type: "add", key: keyOf(pod), object: pod, initial: true });
 * mailbox.endInitial();
 * mailbox.take().map(({ key }) => key); // => ["default/web"]
 * mailbox.synced; // => false
 * mailbox.finish();
 * mailbox.synced; // => true
 * ```
 */
export class Mailbox<T extends StoredObject> {
	readonly #every: boolean;
	readonly #highWaterMark: number;
	// In the order in which they are taken: by key, or, where nothing is merged, by a number of their own.
	readonly #pending = new Map<string | number, readonly Change<T>[]>();
	#size = 0;
	#slots = 0;
	#overflowed = false;
	#initialEnded = false;
	#initialPending = 0;
	#initialTaken = 0;

	constructor({ every = false, highWaterMark = 100_000 }: MailboxOptions = {}) {
		this.#every = every;
		this.#highWaterMark = every ? highWaterMark : Number.POSITIVE_INFINITY;
	}

	/** How many changes wait. */
	get size(): number {
		return this.#size;
	}

	/**
	 * Whether the consumer has dealt with all that was there when it began. What vanished before it was taken counts as dealt
	 * with.
	 */
	get synced(): boolean {
		return this.#initialEnded && this.#initialPending === 0 && this.#initialTaken === 0;
	}

	/** Adds a change. Beyond the high-water mark it is dropped, and `take` throws once the rest is taken. */
	offer(change: Change<T>): void {
		if (this.#overflowed) return;
		if (this.#size >= this.#highWaterMark) {
			this.#overflowed = true;
			return;
		}
		const slot = this.#every ? this.#slots++ : change.key;
		const before = this.#pending.get(slot) ?? [];
		const after = mergeChanges(before, change);
		if (after.length === 0) this.#pending.delete(slot);
		else this.#pending.set(slot, after);
		this.#size += after.length - before.length;
		this.#initialPending += countInitial(after) - countInitial(before);
	}

	/** Says that all additions that are marked as initial have been offered. */
	endInitial(): void {
		this.#initialEnded = true;
	}

	/**
	 * Takes the changes that have waited longest; those of one key are in order.
	 *
	 * @param max - At most so many. Default: all.
	 * @throws OverflowError when changes were dropped and all before them have been taken.
	 */
	take(max: number = Number.POSITIVE_INFINITY): Change<T>[] {
		if (this.#overflowed && this.#size === 0) {
			throw new OverflowError(`more than ${this.#highWaterMark} changes have waited for a consumer that wants every one`);
		}
		const taken: Change<T>[] = [];
		for (const [slot, changes] of this.#pending) {
			const room = max - taken.length;
			if (room <= 0) break;
			taken.push(...changes.slice(0, room));
			if (changes.length > room) this.#pending.set(slot, changes.slice(room));
			else this.#pending.delete(slot);
		}
		const initial = countInitial(taken);
		this.#size -= taken.length;
		this.#initialPending -= initial;
		this.#initialTaken += initial;
		return taken;
	}

	/** Says that all that was taken has been dealt with. */
	finish(): void {
		this.#initialTaken = 0;
	}
}

function countInitial(changes: readonly Change<unknown>[]): number {
	let count = 0;
	for (const change of changes) if (change.type === "add" && change.initial) count += 1;
	return count;
}
