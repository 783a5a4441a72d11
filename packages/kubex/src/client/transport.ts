import type { RetryOptions } from "../core/retry-policy.ts";
import type { ResponseStream } from "./response-stream.ts";

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
	/** What `timeout` is for: the whole answer, or only its beginning, after which the body may take as long as it likes. Default: `"end"`. */
	readonly timeoutUntil?: "begin" | "end" | undefined;
	/** Milliseconds of `timeout` that getting a connection may take; `undefined` for no limit of its own. */
	readonly connectTimeout?: number | undefined;
	/** Milliseconds of `timeout` that waiting for the answer to begin may take; `undefined` for no limit of its own. */
	readonly headersTimeout?: number | undefined;
	/** Milliseconds that a streamed body may be silent for; `undefined` for no limit. */
	readonly idleTimeout?: number | undefined;
	/** Whether the body of a successful answer is wanted as it comes. Default: false. */
	readonly streamed?: boolean | undefined;
	/** When the request is sent again; `false` for never, `undefined` for what the client was made with. */
	readonly retry?: RetryOptions | false | undefined;
	/** Whether the request may be sent twice where once is meant. Default: by the method. */
	readonly idempotent?: boolean | undefined;
	/** Which try this is, from 1 on. */
	readonly attempt?: number | undefined;
}

/** An answer: with its whole body, or with one that is still to come. */
export interface TransportResponse {
	readonly status: number;
	readonly headers: ResponseHeaders;
	/** The body after any content encoding is undone; empty beside a `stream`. */
	readonly bytes: Uint8Array;
	/**
	 * The body as it comes, where the request asked for it and the status is 2xx. A transport that cannot stream answers with
	 * `bytes`, which the client takes for a body in one piece.
	 */
	readonly stream?: ResponseStream | undefined;
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
	 * Sends a request and collects its answer, whatever its status; of a streamed one, only its beginning.
	 *
	 * @throws TransportError when no answer came, TimeoutError when the time ran out, or the signal's reason.
	 */
	send(request: TransportRequest): Promise<TransportResponse>;
	/** Ends every connection; calls in flight reject. */
	close(): Promise<void>;
}
