/** Header names in lower case with their values; a name that the answer repeats has an array. */
export type ResponseHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A request as it goes over the wire. */
export interface TransportRequest {
	readonly method: string;
	/** The escaped path with the query, relative to the server's address. */
	readonly path: string;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array | undefined;
	/** Ends the request; the call rejects with the signal's reason. */
	readonly signal?: AbortSignal | undefined;
	/** Milliseconds until the call rejects with a `TimeoutError`; `undefined` for no limit. */
	readonly timeout?: number | undefined;
}

/** An answer with its whole body. */
export interface TransportResponse {
	readonly status: number;
	readonly headers: ResponseHeaders;
	/** The body after any content encoding is undone. */
	readonly bytes: Uint8Array;
}

/**
 * Carries requests to an API server. Everything else a client does (authentication, decoding, errors) stands above it, so
 * a wrapper or a test double has this one interface to implement.
 *
 * @example
 * ```ts
 * const logged: Transport = {
 *   send: (request) => (console.log(request.method, request.path), inner.send(request)),
 *   close: () => inner.close(),
 * };
 * ```
 */
export interface Transport {
	/**
	 * Sends a request and collects its answer, whatever its status.
	 *
	 * @throws TransportError when no answer came, TimeoutError when the time ran out, or the signal's reason.
	 */
	send(request: TransportRequest): Promise<TransportResponse>;
	/** Ends every connection; calls in flight reject. */
	close(): Promise<void>;
}
