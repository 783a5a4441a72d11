import type { ResponseStream } from "../../client/response-stream.ts";
import { listenForAbort, stopListeningForAbort } from "../../core/abort-listeners.ts";
import { LineSplitter } from "../../core/line-splitter.ts";
import type { LogLines } from "./logs-subresource.ts";

const done: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** How a {@link LogLineReader} reaches its log. */
export interface LogLineReaderOptions {
	/** Sends the request; the signal ends it. */
	readonly open: (signal: AbortSignal) => Promise<ResponseStream>;
	/** Ends the reading with its reason. */
	readonly signal: AbortSignal | undefined;
}

/** The lines of one log: a read of the connection gives many, and only a read waits. */
export class LogLineReader implements LogLines {
	readonly #options: LogLineReaderOptions;
	readonly #abort = new AbortController();
	readonly #splitter = new LineSplitter({ emptyLines: true });
	#body: ResponseStream | undefined;
	#lines: readonly string[] = [];
	#next = 0;
	/** The last of those who wait for a read; none while it is undefined. */
	#turn: Promise<void> | undefined;
	#closed = false;

	constructor(options: LogLineReaderOptions) {
		this.#options = options;
	}

	next(): Promise<IteratorResult<string, undefined>> {
		const isReady = this.#turn === undefined && this.#options.signal?.aborted !== true;
		const line = isReady ? this.#take() : undefined;
		if (line !== undefined) return Promise.resolve({ done: false, value: line });
		const result = (this.#turn ?? Promise.resolve()).then(() => this.#read());
		const settle = (): void => {
			if (this.#turn === turn) this.#turn = undefined;
		};
		const turn: Promise<void> = result.then(settle, settle);
		this.#turn = turn;
		return result;
	}

	return(): Promise<IteratorReturnResult<undefined>> {
		this.#lines = [];
		this.#close();
		return Promise.resolve(done);
	}

	[Symbol.asyncIterator](): this {
		return this;
	}

	async #read(): Promise<IteratorResult<string, undefined>> {
		const { signal } = this.#options;
		try {
			for (;;) {
				signal?.throwIfAborted();
				const line = this.#take();
				if (line !== undefined) return { done: false, value: line };
				if (this.#closed) return done;
				this.#body ??= await this.#open();
				const { value: chunk } = await this.#body.next();
				// It was given up meanwhile.
				if (this.#isClosed) return done;
				this.#next = 0;
				this.#lines = chunk === undefined ? this.#splitter.end() : this.#splitter.push(chunk);
				if (chunk === undefined) this.#close();
			}
		} catch (error) {
			// Whoever has given it up waits for the end, not for an error.
			if (this.#closed && signal?.aborted !== true) return done;
			this.#lines = [];
			this.#close();
			throw error;
		}
	}

	async #open(): Promise<ResponseStream> {
		const { open, signal } = this.#options;
		if (signal !== undefined) listenForAbort(signal, this.#onAbort);
		const body = await open(this.#abort.signal);
		if (this.#isClosed) void body.return();
		return body;
	}

	/** Read through a member, since it changes while something is awaited. */
	get #isClosed(): boolean {
		return this.#closed;
	}

	#take(): string | undefined {
		return this.#lines[this.#next++];
	}

	#close(): void {
		if (this.#closed) return;
		this.#closed = true;
		const { signal } = this.#options;
		if (signal !== undefined) stopListeningForAbort(signal, this.#onAbort);
		if (this.#body === undefined) this.#abort.abort();
		else void this.#body.return();
	}

	readonly #onAbort = (): void => this.#abort.abort(this.#options.signal?.reason);
}
