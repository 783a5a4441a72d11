import type { Header } from "../authentication/impersonate.ts";

/** A request as the server's listener or its in-memory transport hands it over. */
export interface ServerRequest {
	/** In upper case. */
	readonly method: string;
	/** The path as it came, still escaped, without the query. */
	readonly path: string;
	readonly query: URLSearchParams;
	/** Names in lower case; repeated headers are joined with `, `. */
	readonly headers: Readonly<Record<string, string>>;
	/** The headers that say whom the client acts as, in order; apart from the others because joined values could not be told apart. */
	readonly impersonation: readonly Header[];
	readonly body: Uint8Array;
	readonly connection: Connection;
}

/** What a request came through. */
export interface Connection {
	/** Breaks it off as a server that is killed does: what the client has not received yet is lost. */
	reset(): void;
}

/** The server's answer. */
export interface ServerResponse {
	readonly status: number;
	/** Names as they are written on the wire; `Content-Type` included when there is a body. */
	readonly headers: Readonly<Record<string, string | readonly string[]>>;
	/** The whole body; empty where chunks follow. */
	readonly body: Uint8Array;
	/**
	 * The parts of a body that is written as it comes. Whoever writes it asks for a part when the one before is taken, and calls `return` when
	 * nobody reads any more, which also ends a `next` that waits.
	 */
	readonly chunks?: AsyncIterableIterator<Uint8Array> | undefined;
}

/**
 * Answers requests; it never rejects, a failure inside becomes a Status with code 500. There is no answer when it has reset the
 * connection.
 */
export type RequestHandler = (request: ServerRequest) => Promise<ServerResponse | undefined>;
