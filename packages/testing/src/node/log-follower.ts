import type { ContainerLog, LogSelection } from "./container-log.ts";

const done: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** A log as it grows: what is there, and then what is written, until the log ends or so many bytes were read. */
export class LogFollower implements AsyncIterableIterator<Uint8Array, undefined> {
	readonly #log: ContainerLog;
	#selection: LogSelection;
	#position = 0;
	#left: number;
	#forget: (() => void) | undefined;
	#reader: ((result: IteratorResult<Uint8Array, undefined>) => void) | undefined;
	#ended = false;

	constructor(log: ContainerLog, selection: LogSelection) {
		this.#log = log;
		this.#selection = selection;
		this.#left = selection.limitBytes ?? Number.POSITIVE_INFINITY;
	}

	next(): Promise<IteratorResult<Uint8Array, undefined>> {
		return new Promise((resolve) => {
			this.#reader = resolve;
			this.#serve();
		});
	}

	return(): Promise<IteratorResult<Uint8Array, undefined>> {
		this.#end();
		return Promise.resolve(done);
	}

	[Symbol.asyncIterator](): this {
		return this;
	}

	#serve(): void {
		if (this.#ended) return this.#answer(done);
		const chunk = this.#log.read({ ...this.#selection, limitBytes: undefined }, this.#position).subarray(0, this.#left);
		this.#position = this.#log.length;
		// The last lines are counted once, from the moment at which the reading began.
		this.#selection = { ...this.#selection, tailLines: undefined };
		this.#left -= chunk.byteLength;
		if (chunk.byteLength > 0) return this.#answer({ done: false, value: chunk });
		if (this.#log.closed || this.#left <= 0) return this.#end();
		this.#forget?.();
		this.#forget = this.#log.onChange(() => this.#serve());
	}

	#end(): void {
		this.#ended = true;
		this.#forget?.();
		this.#answer(done);
	}

	#answer(result: IteratorResult<Uint8Array, undefined>): void {
		const reader = this.#reader;
		this.#reader = undefined;
		reader?.(result);
	}
}
