import type { RetryOptions } from "../core/retry-policy.ts";

/** Header names in lower case with their values; a name that the answer repeats has an array. */
export type ResponseHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A request as it goes over the wire. */
export interface TransportRequest {
	readonly method: string;
	/** The escaped path with the query, relative to the server's address. */
	readonly path: string;
	/** Names in lower case; a name with an array is sent once for each value. */
	readonly headers: Readonly<Record<string, string | readonly string[]>>;
	readonly body?: string | Uint8Array | undefined;
	/** Ends the request; the call rejects with the signal's reason. */
	readonly signal?: AbortSignal | undefined;
	/** Milliseconds until the call rejects with a `TimeoutError`; `undefined` for no limit. */
	readonly timeout?: number | undefined;
	/** Milliseconds of `timeout` that getting a connection may take; `undefined` for no limit of its own. */
	readonly connectTimeout?: number | undefined;
	/** Milliseconds of `timeout` that waiting for the answer to begin may take; `undefined` for no limit of its own. */
	readonly headersTimeout?: number | undefined;
	/** When the request is sent again; `false` for never, `undefined` for what the client was made with. */
	readonly retry?: RetryOptions | false | undefined;
	/** Which try this is, from 1 on. */
	readonly attempt?: number | undefined;
}

/** An answer with its whole body. */
export interface TransportResponse {
	readonly status: number;
	readonly headers: ResponseHeaders;
	/** The body after any content encoding is undone. */
	readonly bytes: Uint8Array;
	/** What is known here of why the server refuses; the error's message ends with it. */
	readonly hint?: string | undefined;
}

/**
 * Carries requests to an API server. Everything else a client does (authentication, repetition, decoding, errors) wraps it,
 * so a wrapper or a test double has this one interface to implement.
 *
 * @example
 * ```ts
 * const counting = (inner: Transport): Transport => ({
 *   send: (request) => inner.send(request),
 *   close: () => inner.close(),
 * });
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
