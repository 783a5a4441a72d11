import type { ResponseStream } from "./response-stream.ts";

// Four reads of a socket: what is taken in between two calls of a reader that keeps up, and no more of one that does not.
const highWaterMark = 256 * 1024;
const longestTimer = 2 ** 31 - 1;
const done: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** Where the bytes of a {@link BodyStream} come from. */
export interface BodySource {
	/** Lets no more bytes come; absent where that is not possible. */
	readonly pause?: (() => void) | undefined;
	readonly resume?: (() => void) | undefined;
	/** The reader has left before the end. */
	readonly leave: () => void;
	/** Milliseconds that may pass without a byte while they are let come; `undefined` for no limit. */
	readonly idleTimeout: number | undefined;
	/** That time has passed. */
	readonly silence: (limit: number) => void;
}

interface Waiting {
	readonly resolve: (result: IteratorResult<Uint8Array, undefined>) => void;
	readonly reject: (reason: unknown) => void;
}

/** Hands the bytes of one answer to its reader: one promise for all that came since the last call, however many chunks it was. */
export class BodyStream implements ResponseStream {
	readonly #source: BodySource;
	readonly #waiting: Waiting[] = [];
	#chunks: Uint8Array[] = [];
	#size = 0;
	#paused = false;
	#scheduled = false;
	#ended = false;
	#failure: { readonly reason: unknown } | undefined;
	#silence: NodeJS.Timeout | undefined;

	constructor(source: BodySource) {
		this.#source = source;
		this.#listen();
	}

	push(chunk: Uint8Array): void {
		if (this.#ended) return;
		this.#chunks.push(chunk);
		this.#size += chunk.byteLength;
		this.#silence?.refresh();
		if (this.#waiting.length > 0) {
			if (this.#scheduled) return;
			this.#scheduled = true;
			// One read of a socket may hold many chunks of HTTP, which all come in this turn.
			queueMicrotask(() => {
				this.#scheduled = false;
				this.#settle();
			});
		} else if (this.#size >= highWaterMark && !this.#paused && this.#source.pause !== undefined) {
			this.#paused = true;
			clearTimeout(this.#silence);
			this.#source.pause();
		}
	}

	/** The body is complete; what nobody has read yet is still handed out. */
	end(): void {
		this.#ended = true;
		clearTimeout(this.#silence);
		this.#settle();
	}

	/** The body has broken off: the reader is told when it has what came before, or at once. */
	fail(reason: unknown, atOnce: boolean): void {
		this.#failure = { reason };
		if (atOnce) this.#discard();
		this.end();
	}

	next(): Promise<IteratorResult<Uint8Array, undefined>> {
		return new Promise((resolve, reject) => {
			this.#waiting.push({ resolve, reject });
			this.#settle();
		});
	}

	return(): Promise<IteratorReturnResult<undefined>> {
		this.#discard();
		this.#failure = undefined;
		if (!this.#ended) {
			this.end();
			this.#source.leave();
		}
		return Promise.resolve(done);
	}

	[Symbol.asyncIterator](): this {
		return this;
	}

	#settle(): void {
		while (this.#waiting.length > 0) {
			if (this.#chunks.length > 0) this.#waiting.shift()?.resolve({ done: false, value: this.#take() });
			else if (this.#failure !== undefined) {
				const { reason } = this.#failure;
				this.#failure = undefined;
				this.#waiting.shift()?.reject(reason);
			} else if (this.#ended) this.#waiting.shift()?.resolve(done);
			else return;
		}
	}

	#take(): Uint8Array {
		const chunks = this.#chunks;
		const [only] = chunks;
		const bytes = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, this.#size);
		this.#discard();
		if (this.#paused && !this.#ended) {
			this.#paused = false;
			this.#listen();
			this.#source.resume?.();
		}
		return bytes;
	}

	#discard(): void {
		this.#chunks = [];
		this.#size = 0;
	}

	#listen(): void {
		const { idleTimeout, silence } = this.#source;
		if (idleTimeout !== undefined && idleTimeout <= longestTimer) this.#silence = setTimeout(silence, idleTimeout, idleTimeout);
	}
}
