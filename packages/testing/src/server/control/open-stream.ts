import { setImmediate as nextTurn } from "node:timers/promises";
import type { Connection } from "../exchange.ts";
import type { Disturbance, EarlyEnd } from "./disturbance.ts";

const newline = 0x0a;
const done: IteratorResult<Uint8Array> = { done: true, value: undefined };

/** What an {@link OpenStream} is made from. */
export interface OpenStreamOptions {
	/** Whole lines, one or more at a time. */
	readonly chunks: AsyncIterator<Uint8Array>;
	readonly connection: Connection;
	readonly disturbance: Disturbance | undefined;
	/** Told of the number of lines that were given to the reader. */
	readonly onLines: (count: number) => void;
	/** Told when the disturbance takes effect. */
	readonly onDisturbed: () => void;
	/** Told once, when it has ended. */
	readonly onEnd: () => void;
}

/** The lines of a watch on their way out, where they can be disturbed and cut off. */
export class OpenStream implements AsyncIterableIterator<Uint8Array> {
	readonly #options: OpenStreamOptions;
	#ready: Uint8Array[] = [];
	#reader: ((result: IteratorResult<Uint8Array>) => void) | undefined;
	/** Nothing is given any more, and the reader is left to wait. */
	#silent = false;
	#lastGiven = false;
	#ended = false;

	constructor(options: OpenStreamOptions) {
		this.#options = options;
	}

	/** Breaks it off, or ends it properly; what was not read is dropped. */
	cut(how: "reset" | "close"): void {
		this.#finish({ how });
	}

	/** Ends it properly if it has fallen silent. */
	release(): void {
		if (this.#silent) void this.return();
	}

	next(): Promise<IteratorResult<Uint8Array>> {
		return new Promise((resolve) => {
			this.#reader = resolve;
			void this.#serve();
		});
	}

	return(): Promise<IteratorResult<Uint8Array>> {
		if (!this.#ended) {
			this.#ended = true;
			this.#ready = [];
			void this.#options.chunks.return?.();
			this.#options.onEnd();
		}
		this.#settle(done);
		return Promise.resolve(done);
	}

	[Symbol.asyncIterator](): this {
		return this;
	}

	async #serve(): Promise<void> {
		const { chunks, disturbance } = this.#options;
		while (this.#reader !== undefined && !this.#silent) {
			const [first] = this.#ready;
			if (this.#ended) this.#settle(done);
			else if (first !== undefined) {
				// What is written in one turn goes out at once.
				if (disturbance?.apart === true) await nextTurn();
				if (this.#ended || this.#silent) return;
				this.#ready.shift();
				this.#give(first);
			} else {
				const end = disturbance?.end?.();
				if (end !== undefined) {
					this.#options.onDisturbed();
					this.#finish(end);
					continue;
				}
				const { done: over, value } = await chunks.next();
				if (this.#ended || this.#silent) return;
				if (over !== true) this.#take(value);
				else {
					// What is held back still comes before the end.
					this.#ready = [...(disturbance?.rest?.() ?? [])];
					if (this.#ready.length === 0) void this.return();
				}
			}
		}
	}

	#take(chunk: Uint8Array): void {
		const { disturbance } = this.#options;
		if (disturbance === undefined) {
			this.#ready.push(chunk);
			return;
		}
		for (const line of linesOf(chunk)) {
			if (disturbance.end?.() !== undefined) return;
			const given = disturbance.line(line);
			if (given.length !== 1 || given[0] !== line) this.#options.onDisturbed();
			this.#ready.push(...given);
		}
	}

	#give(chunk: Uint8Array): void {
		let lines = 0;
		for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) lines += 1;
		this.#options.onLines(lines);
		this.#settle({ done: false, value: chunk });
	}

	#finish({ how, last }: EarlyEnd): void {
		if (this.#ended) return;
		void this.#options.chunks.return?.();
		if (last !== undefined && !this.#lastGiven) {
			this.#lastGiven = true;
			this.#ready = [last];
		} else if (how === "close") void this.return();
		else {
			this.#silent = true;
			this.#ready = [];
			if (how === "reset") this.#options.connection.reset();
		}
	}

	#settle(result: IteratorResult<Uint8Array>): void {
		const reader = this.#reader;
		this.#reader = undefined;
		reader?.(result);
	}
}

function* linesOf(chunk: Uint8Array): Generator<Uint8Array, void> {
	for (let start = 0; start < chunk.length; ) {
		const end = chunk.indexOf(newline, start);
		const next = end === -1 ? chunk.length : end + 1;
		yield chunk.subarray(start, next);
		start = next;
	}
}
