import type { ResponseStream } from "./response-stream.ts";

/** Tells once how a stream ended: how many bytes its reader took, and why it broke off. */
export class ObservedStream implements ResponseStream {
	readonly #inner: ResponseStream;
	readonly #ended: (bytes: number, error: unknown) => void;
	#bytes = 0;
	#open = true;

	constructor(inner: ResponseStream, ended: (bytes: number, error: unknown) => void) {
		this.#inner = inner;
		this.#ended = ended;
	}

	async next(): Promise<IteratorResult<Uint8Array, undefined>> {
		let result: IteratorResult<Uint8Array, undefined>;
		try {
			result = await this.#inner.next();
		} catch (error) {
			this.#end(error);
			throw error;
		}
		if (result.done === true) this.#end(undefined);
		else this.#bytes += result.value.byteLength;
		return result;
	}

	async return(): Promise<IteratorReturnResult<undefined>> {
		const result = await this.#inner.return();
		this.#end(undefined);
		return result;
	}

	[Symbol.asyncIterator](): this {
		return this;
	}

	#end(error: unknown): void {
		if (!this.#open) return;
		this.#open = false;
		this.#ended(this.#bytes, error);
	}
}
