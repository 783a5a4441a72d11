/**
 * The body of an answer as it comes, after any content encoding is undone. What arrives between two calls of `next()` may come as
 * one chunk; what nobody asks for holds back the server.
 *
 * `next()` rejects with a `TransportError` when the body breaks off, with a `TimeoutError` when its time runs out, or with the
 * signal's reason; calls at the same time are answered in their order. `return()` gives up the connection at once, and a
 * `next()` that waits is done.
 */
export interface ResponseStream extends AsyncIterableIterator<Uint8Array, undefined, undefined> {
	return(): Promise<IteratorReturnResult<undefined>>;
	[Symbol.asyncIterator](): ResponseStream;
}

/** A body that is here already, in one piece. */
export function wholeBody(bytes: Uint8Array): ResponseStream {
	const done: IteratorReturnResult<undefined> = { done: true, value: undefined };
	let left = bytes.byteLength === 0 ? undefined : bytes;
	return {
		next() {
			const value = left;
			left = undefined;
			return Promise.resolve(value === undefined ? done : { done: false, value });
		},
		return() {
			left = undefined;
			return Promise.resolve(done);
		},
		[Symbol.asyncIterator]() {
			return this;
		},
	};
}
