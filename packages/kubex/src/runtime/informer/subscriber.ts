import type { Clock, ClockTimer } from "../clock.ts";
import type { Change } from "../store/change.ts";
import type { StoredObject } from "../store/stored-object.ts";
import { Mailbox } from "./mailbox.ts";
import { nextTurn } from "./next-turn.ts";
import type { ChangeHandler, SubscribeOptions, Subscription } from "./subscription.ts";

// So many changes are handed over before the event loop has its turn.
const portion = 256;

/** What a {@link Subscriber} is made from. */
export interface SubscriberParts<T extends StoredObject> {
	readonly handler: ChangeHandler<T>;
	readonly options: SubscribeOptions<T>;
	readonly clock: Clock;
	/** The objects that are held at the moment, as changes from themselves to themselves. */
	readonly held: () => Iterable<Change<T>>;
	readonly onError: (error: unknown, change: Change<T> | undefined) => void;
	readonly onClose: () => void;
}

/** Hands changes to a handler, one after the other, and merges what comes while it is busy. */
export class Subscriber<T extends StoredObject> implements Subscription {
	readonly synced: Promise<void>;
	readonly #parts: SubscriberParts<T>;
	readonly #mailbox: Mailbox<T>;
	#resolveSynced: () => void = () => {};
	#rejectSynced: (reason: unknown) => void = () => {};
	#isSynced = false;
	#running: Promise<void> | undefined;
	#resync: ClockTimer | undefined;
	#closed = false;

	constructor(parts: SubscriberParts<T>) {
		this.#parts = parts;
		this.#mailbox = new Mailbox(parts.options);
		this.synced = new Promise<void>((resolve, reject) => {
			this.#resolveSynced = resolve;
			this.#rejectSynced = reject;
		});
		// Whoever does not wait for it is not told.
		this.synced.catch(() => {});
	}

	get pending(): number {
		return this.#mailbox.size;
	}

	/** @param complete - Whether the state has become complete with these changes, or was so before them. */
	offer(changes: Iterable<Change<T>>, complete: boolean): void {
		if (this.#closed) return;
		for (const change of changes) this.#mailbox.offer(change);
		if (complete) this.#mailbox.endInitial();
		this.#running ??= this.#run();
	}

	/** Ends it because the informer has ended, with the error that ended it if there was one. */
	async end(error: { readonly reason: unknown } | undefined): Promise<void> {
		if (error !== undefined) this.#rejectSynced(error.reason);
		await this.close();
	}

	async close(): Promise<void> {
		this.#end();
		await this.#running;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}

	async #run(): Promise<void> {
		// Who subscribes has the subscription before the first change.
		await Promise.resolve();
		try {
			while (!this.#closed) {
				await this.#handOver();
				if (this.#mailbox.synced && !this.#isSynced) this.#sync();
				if (this.#mailbox.size === 0) break;
				await nextTurn();
			}
		} catch (error) {
			// Changes were lost, which a subscriber that wants every one must not overlook.
			this.#rejectSynced(error);
			this.#end();
			this.#parts.onError(error, undefined);
		} finally {
			this.#running = undefined;
		}
	}

	async #handOver(): Promise<void> {
		for (let count = 0; count < portion && !this.#closed; count += 1) {
			// One at a time: what waits while the handler is busy goes on being merged.
			const [change] = this.#mailbox.take(1);
			if (change === undefined) return;
			const working = this.#hand(change);
			// A promise for each change would cost more than most handlers do.
			if (working !== undefined) await working;
			this.#mailbox.finish();
		}
	}

	#hand(change: Change<T>): Promise<void> | undefined {
		const { handler, onError, options } = this.#parts;
		try {
			if (options.predicate?.(change) === false) return undefined;
			const working = handler(change);
			return working instanceof Promise ? working.catch((error: unknown) => onError(error, change)) : undefined;
		} catch (error) {
			onError(error, change);
			return undefined;
		}
	}

	#sync(): void {
		this.#isSynced = true;
		this.#resolveSynced();
		const { clock, held, options } = this.#parts;
		const { resync } = options;
		if (resync === undefined || this.#closed) return;
		const again = (): void => {
			this.#resync = clock.after(resync, () => {
				again();
				this.offer(held(), true);
			});
		};
		again();
	}

	#end(): void {
		if (this.#closed) return;
		this.#closed = true;
		this.#resync?.cancel();
		this.#parts.onClose();
		this.#rejectSynced(new DOMException("the subscription was closed", "AbortError"));
	}
}
