import type { Client } from "undici";
import { TransportError } from "../core/errors/transport-error.ts";
import { ConnectionPool } from "./connection-pool.ts";
import { createDialer, type DialerOptions } from "./dialer.ts";
import { loadUndiciClient } from "./load-undici.ts";
import type { PoolOptions } from "./pool-options.ts";
import { describeRequest } from "./request-summary.ts";
import { ResponseCollector } from "./response-collector.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

/** Speaks HTTP/1.1 over one pool of connections to one server, kept alive between calls. */
export class UndiciTransport implements Transport {
	readonly #options: DialerOptions & { readonly pool: PoolOptions };
	readonly #dialer: ReturnType<typeof createDialer>;
	#pool: ConnectionPool | undefined;
	#loading: Promise<ConnectionPool> | undefined;
	#closed = false;

	/** @throws ConfigurationError when the certificates or the key cannot be used. */
	constructor(options: DialerOptions & { readonly pool: PoolOptions }) {
		this.#options = options;
		this.#dialer = createDialer(options);
	}

	async send(request: TransportRequest): Promise<TransportResponse> {
		const pool = this.#pool ?? (await this.#load());
		request.signal?.throwIfAborted();
		if (this.#closed) throw new TransportError(`${describeRequest(request)}: the client is closed`, { sent: false });
		return await new Promise((resolve, reject) => {
			const collector = new ResponseCollector(request, resolve, reject);
			pool.dispatch(
				{
					method: request.method,
					path: request.path,
					// undici reads the values only.
					headers: request.headers as Record<string, string | string[]>,
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
	async #load(): Promise<ConnectionPool> {
		this.#loading ??= this.#create();
		this.#pool = await this.#loading;
		return this.#pool;
	}

	async #create(): Promise<ConnectionPool> {
		const ClientClass = await loadUndiciClient();
		const { pool, server } = this.#options;
		const keepAliveTimeout = pool.keepAliveTimeout ?? 60_000;
		const options: Client.Options = {
			keepAliveTimeout,
			keepAliveMaxTimeout: keepAliveTimeout,
			// With 1, undici lets a turn of the event loop pass after each answer. The pool gives a connection one call at a time.
			pipelining: 2,
			// Deadlines belong to calls, and a stream may be silent for as long as it likes.
			headersTimeout: 0,
			bodyTimeout: 0,
			connect: (_options, callback) => {
				this.#dialer.dial((error, socket) =>
					error === null && socket !== null ? callback(null, socket) : callback(error ?? new Error("no socket"), null),
				);
			},
		};
		return new ConnectionPool(pool.connections ?? 64, () => new ClientClass(server.origin, options));
	}
}
