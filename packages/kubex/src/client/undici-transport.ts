import type { Dispatcher, Pool } from "undici";
import { TransportError } from "../core/errors/transport-error.ts";
import { createDialer, type DialerOptions } from "./dialer.ts";
import { ResponseCollector } from "./response-collector.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

/** How connections are kept. */
export interface PoolOptions {
	/** At most so many connections at a time; further calls wait for one. Default: 64. */
	readonly connections?: number | undefined;
	/** Milliseconds that an idle connection is kept. Default: 60,000. */
	readonly keepAliveTimeout?: number | undefined;
}

/** Speaks HTTP/1.1 over one pool of connections to one server, kept alive between calls. */
export class UndiciTransport implements Transport {
	readonly #options: DialerOptions & { readonly pool: PoolOptions };
	readonly #dialer: ReturnType<typeof createDialer>;
	#pool: Pool | undefined;
	#loading: Promise<Pool> | undefined;
	#closed = false;

	/** @throws ConfigurationError when the certificates or the key cannot be used. */
	constructor(options: DialerOptions & { readonly pool: PoolOptions }) {
		this.#options = options;
		this.#dialer = createDialer(options);
	}

	async send(request: TransportRequest): Promise<TransportResponse> {
		request.signal?.throwIfAborted();
		const pool = this.#pool ?? (await this.#load());
		if (this.#closed) throw new TransportError(`${request.method} ${pathOnly(request.path)}: the client is closed`);
		return await new Promise((resolve, reject) => {
			const collector = new ResponseCollector(request, resolve, reject);
			pool.dispatch(
				{
					method: request.method as Dispatcher.HttpMethod,
					path: request.path,
					headers: request.headers as Record<string, string>,
					body: request.body ?? null,
				},
				collector,
			);
		});
	}

	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		this.#dialer.close();
		const pool = this.#pool ?? (await this.#loading);
		await pool?.destroy(new TransportError("the client was closed"));
	}

	// Loading undici costs tens of milliseconds, which a program that only imports kubex need not pay.
	async #load(): Promise<Pool> {
		this.#loading ??= this.#create();
		this.#pool = await this.#loading;
		return this.#pool;
	}

	async #create(): Promise<Pool> {
		// Bun puts a shim without TLS options in the place of "undici", but leaves this path alone.
		const { Pool: PoolClass } = await import("undici/index.js");
		const { pool, server } = this.#options;
		const keepAliveTimeout = pool.keepAliveTimeout ?? 60_000;
		return new PoolClass(server.origin, {
			connections: pool.connections ?? 64,
			keepAliveTimeout,
			keepAliveMaxTimeout: keepAliveTimeout,
			// Deadlines belong to calls, and a stream may be silent for as long as it likes.
			headersTimeout: 0,
			bodyTimeout: 0,
			connect: (_options, callback) => {
				this.#dialer.dial((error, socket) =>
					error === null && socket !== null ? callback(null, socket) : callback(error ?? new Error("no socket"), null),
				);
			},
		});
	}
}

/** The path without its query, which may hold what does not belong into a message. */
function pathOnly(path: string): string {
	const end = path.indexOf("?");
	return end === -1 ? path : path.slice(0, end);
}
