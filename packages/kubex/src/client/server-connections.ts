import type { Socket } from "node:net";
import type { Client } from "undici";
import { ConnectionPool } from "./connection-pool.ts";
import type { Connections } from "./connections.ts";
import type { Dialer } from "./dialer.ts";
import { Http2Connections } from "./http2-connections.ts";
import { loadUndiciClient } from "./load-undici.ts";
import type { PoolOptions } from "./pool-options.ts";

/** Makes connections that a dialer opens. */
export type ConnectionsFactory = (dialer: Dialer) => Connections;

/**
 * Loads what speaks HTTP to a server. Loading undici costs tens of milliseconds, which a program that only imports kubex need not
 * pay; `node:http2` some more, which only those pay who want it.
 */
export async function loadConnections(server: URL, http2: boolean, options: PoolOptions): Promise<ConnectionsFactory> {
	const ClientClass = await loadUndiciClient();
	const keepAliveTimeout = options.keepAliveTimeout ?? 60_000;
	const pool = (dialer: Dialer, first?: Socket): Connections => {
		let opened = first;
		const settings: Client.Options = {
			keepAliveTimeout,
			keepAliveMaxTimeout: keepAliveTimeout,
			// With 1, undici lets a turn of the event loop pass after each answer. The pool gives a connection one call at a time.
			pipelining: 2,
			// Deadlines belong to calls, and a stream may be silent for as long as it likes.
			headersTimeout: 0,
			bodyTimeout: 0,
			connect: (_options, callback) => {
				const socket = opened;
				opened = undefined;
				// undici does not notice a socket that it is given at once.
				if (socket?.destroyed === false) queueMicrotask(() => callback(null, socket));
				else {
					dialer.dial((error, fresh) =>
						error === null && fresh !== null ? callback(null, fresh) : callback(error ?? new Error("no socket"), null),
					);
				}
			},
		};
		return new ConnectionPool(options.connections ?? 64, () => new ClientClass(server.origin, settings));
	};
	if (!http2) return pool;
	const { Http2Session } = await import("./http2-session.ts");
	return (dialer) =>
		new Http2Connections({
			dialer,
			open: (socket, ended) => new Http2Session(server, socket, { keepAliveTimeout }, ended),
			fallBack: (socket) => pool(dialer, socket),
		});
}
