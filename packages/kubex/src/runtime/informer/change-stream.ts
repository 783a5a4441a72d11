import { listenForAbort, stopListeningForAbort } from "../../core/abort-listeners.ts";
import type { Change } from "../store/change.ts";
import type { StoredObject } from "../store/stored-object.ts";
import { Mailbox } from "./mailbox.ts";

/** Changes as a stream; what comes while nobody reads is merged. */
export class ChangeStream<T extends StoredObject> implements AsyncIterableIterator<Change<T>> {
	#mailbox = new Mailbox<T>();
	readonly #readers: { resolve(result: IteratorResult<Change<T>>): void; reject(reason: unknown): void }[] = [];
	readonly #signal: AbortSignal | undefined;
	readonly #onClose: () => void;
	#closed = false;
	#error: { readonly reason: unknown } | undefined;

	constructor(signal: AbortSignal | undefined, onClose: () => void) {
		this.#signal = signal;
		this.#onClose = onClose;
		if (signal?.aborted === true) this.#close();
		else if (signal !== undefined) listenForAbort(signal, this.#close);
	}

	offer(changes: Iterable<Change<T>>): void {
		if (this.#closed) return;
		for (const change of changes) this.#mailbox.offer(change);
		this.#serve();
	}

	/** Ends it, with the error that ended the informer if there was one. What waits is read first. */
	async end(error: { readonly reason: unknown } | undefined): Promise<void> {
		this.#error = error;
		this.#close();
	}

	next(): Promise<IteratorResult<Change<T>>> {
		return new Promise((resolve, reject) => {
			this.#readers.push({ resolve, reject });
			this.#serve();
		});
	}

	return(): Promise<IteratorResult<Change<T>>> {
		this.#error = undefined;
		this.#mailbox = new Mailbox();
		this.#close();
		return Promise.resolve({ done: true, value: undefined });
	}

	[Symbol.asyncIterator](): this {
		return this;
	}

	#serve(): void {
		while (this.#readers.length > 0) {
			const [change] = this.#mailbox.take(1);
			if (change === undefined && !this.#closed) return;
			const reader = this.#readers.shift();
			if (change !== undefined) reader?.resolve({ done: false, value: change });
			else if (this.#error === undefined) reader?.resolve({ done: true, value: undefined });
			else {
				reader?.reject(this.#error.reason);
				this.#error = undefined;
			}
		}
	}

	readonly #close = (): void => {
		if (!this.#closed) {
			this.#closed = true;
			if (this.#signal !== undefined) stopListeningForAbort(this.#signal, this.#close);
			this.#onClose();
		}
		this.#serve();
	};
}
