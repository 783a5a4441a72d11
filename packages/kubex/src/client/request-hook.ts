/** One try of a request, before it is sent; the same object is given to every call of a hook for this try. */
export interface RequestEvent {
	readonly method: string;
	/** The path without its query. */
	readonly path: string;
	/** Which try it is, from 1 on. */
	readonly attempt: number;
	/** Headers that a hook adds, names in lower case, such as `traceparent`. */
	readonly headers: Record<string, string>;
}

/** How one try of a request ended. */
export interface ResponseEvent {
	readonly request: RequestEvent;
	/** Milliseconds from the request to its last byte; to the reader's leave, when it left a stream before its end. */
	readonly duration: number;
	/** The HTTP status; `undefined` when no answer came. */
	readonly status: number | undefined;
	/** How many bytes the body has, or its reader took of a stream; 0 when no answer came. */
	readonly bytes: number;
	/** Why no answer came, or why its stream broke off, in which case there is a status; `undefined` otherwise. */
	readonly error: unknown;
}

/**
 * Sees each try of each request. A hook that throws makes the call fail, so it handles its own errors.
 *
 * The same events go to `node:diagnostics_channel` as `kubex.request.start` and `kubex.request.end`, at no cost while
 * nobody listens.
 *
 * @example
 * ```ts
 * const durations: RequestHook = {
 *   onResponse: ({ request, status, duration }) => console.log(request.method, request.path, status, `${duration} ms`),
 * };
 * ```
 */
export interface RequestHook {
	/** Called before each try. */
	onRequest?(event: RequestEvent): void;
	/** Called after each try: for a watch, or another stream, when its reader has come to its end or has left. */
	onResponse?(event: ResponseEvent): void;
}
