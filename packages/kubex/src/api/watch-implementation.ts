import type { KubernetesObject } from "../core/kubernetes-object.ts";
import type { WatchEvent } from "../core/watch-event.ts";
import type { Watch } from "./watch.ts";
import type { WatchConnection } from "./watch-connection.ts";

const done: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** Hands out the events of a connection, one by one or as they were read. */
export class WatchImplementation<K extends KubernetesObject> implements Watch<K> {
	readonly #connection: WatchConnection<K>;
	/** What was read and not handed out: from `#position` on. */
	#batch: readonly WatchEvent<K>[] = [];
	#position = 0;
	/** Calls that wait for their turn, and the end of the last of them. */
	#waiting = 0;
	#last: Promise<unknown> = Promise.resolve();

	constructor(connection: WatchConnection<K>) {
		this.#connection = connection;
	}

	next(): Promise<IteratorResult<WatchEvent<K>, undefined>> {
		const event = this.#waiting === 0 ? this.#shift() : undefined;
		return event === undefined ? this.#inTurn(() => this.#nextEvent()) : Promise.resolve({ done: false, value: event });
	}

	return(): Promise<IteratorReturnResult<undefined>> {
		this.#batch = [];
		this.#connection.close();
		return Promise.resolve(done);
	}

	batches(): AsyncIterableIterator<readonly WatchEvent<K>[], undefined, undefined> {
		return {
			next: () => this.#inTurn(() => this.#nextBatch()),
			return: () => this.return(),
			[Symbol.asyncIterator]() {
				return this;
			},
		};
	}

	[Symbol.asyncIterator](): this {
		return this;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.return();
	}

	async #nextEvent(): Promise<IteratorResult<WatchEvent<K>, undefined>> {
		for (;;) {
			const event = this.#shift();
			if (event !== undefined) return { done: false, value: event };
			const batch = await this.#connection.read();
			if (batch === undefined) return done;
			this.#batch = batch;
			this.#position = 0;
		}
	}

	async #nextBatch(): Promise<IteratorResult<readonly WatchEvent<K>[], undefined>> {
		const rest = this.#connection.isAborted ? [] : this.#batch.slice(this.#position);
		this.#batch = [];
		const batch = rest.length > 0 ? rest : await this.#connection.read();
		return batch === undefined ? done : { done: false, value: batch };
	}

	#shift(): WatchEvent<K> | undefined {
		const event = this.#connection.isAborted ? undefined : this.#batch[this.#position];
		if (event !== undefined) this.#position += 1;
		return event;
	}

	/** After the calls before it, whether they succeed or not. */
	#inTurn<T>(call: () => Promise<T>): Promise<T> {
		this.#waiting += 1;
		const turn = this.#waiting === 1 ? call() : this.#last.then(call, call);
		const leave = (): void => void (this.#waiting -= 1);
		this.#last = turn.then(leave, leave);
		return turn;
	}
}
