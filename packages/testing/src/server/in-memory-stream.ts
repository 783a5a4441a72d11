import type { ResponseStream } from "kubex";

/** Where the chunks of an {@link InMemoryStream} come from, and who hears of its end. */
export interface InMemorySource {
	readonly chunks: AsyncIterator<Uint8Array>;
	/** A reader begins to wait for the next chunk. */
	readonly onWait: () => void;
	/** What it has waited for has come, or never will. */
	readonly onProgress: () => void;
	/** Told once, when nothing comes any more. */
	readonly onEnd: () => void;
}

interface Waiting {
	readonly resolve: (result: IteratorResult<Uint8Array, undefined>) => void;
	readonly reject: (reason: unknown) => void;
}

const done: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** A body that is handed over as the server writes it; the server is asked for no more than is read. */
export class InMemoryStream implements ResponseStream {
	readonly #source: InMemorySource;
	readonly #waiting: Waiting[] = [];
	#asking = false;
	#ended = false;
	#failure: { readonly reason: unknown } | undefined;

	constructor(source: InMemorySource) {
		this.#source = source;
	}

	/** The body breaks off. */
	fail(reason: unknown): void {
		if (this.#ended) return;
		this.#failure = { reason };
		this.#leave();
	}

	next(): Promise<IteratorResult<Uint8Array, undefined>> {
		return new Promise((resolve, reject) => {
			this.#waiting.push({ resolve, reject });
			this.#proceed();
		});
	}

	return(): Promise<IteratorReturnResult<undefined>> {
		this.#failure = undefined;
		if (!this.#ended) this.#leave();
		return Promise.resolve(done);
	}

	[Symbol.asyncIterator](): this {
		return this;
	}

	#leave(): void {
		this.#end();
		void this.#source.chunks.return?.();
	}

	#end(): void {
		this.#ended = true;
		this.#source.onProgress();
		this.#source.onEnd();
		this.#proceed();
	}

	/** Answers those who wait once there is an end, or asks the server for the first of them. */
	#proceed(): void {
		if (!this.#ended) {
			if (!this.#asking && this.#waiting.length > 0) void this.#ask();
			return;
		}
		for (const { resolve, reject } of this.#waiting.splice(0)) {
			if (this.#failure === undefined) resolve(done);
			else reject(this.#failure.reason);
			this.#failure = undefined;
		}
	}

	async #ask(): Promise<void> {
		this.#asking = true;
		this.#source.onWait();
		const result = await this.#source.chunks.next();
		this.#asking = false;
		if (this.#ended) return;
		this.#source.onProgress();
		if (result.done === true) this.#end();
		else {
			this.#waiting.shift()?.resolve(result);
			this.#proceed();
		}
	}
}
