import { connect as connectTcp, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import type { ProxyServer } from "../config/proxy/proxy-server.ts";
import { TransportError } from "../core/errors/transport-error.ts";
import { connectionProblem } from "./connection-problem.ts";
import { DialAttempt } from "./dial-attempt.ts";
import { openHttpTunnel } from "./proxy/http-tunnel.ts";
import { ProxyRefusal } from "./proxy/proxy-refusal.ts";
import { openSocks5Tunnel } from "./proxy/socks5-tunnel.ts";

/** How connections to one server are opened. */
export interface DialerOptions {
	readonly server: URL;
	/** What TLS to the server is set up with; `undefined` for none. */
	readonly tls?: ConnectionOptions | undefined;
	readonly proxy?: ProxyServer | undefined;
	/** What TLS to an `https://` proxy is set up with. */
	readonly proxyTls?: ConnectionOptions | undefined;
	/** Milliseconds for all of it: the connection, the proxy's tunnel, and the TLS handshakes. */
	readonly connectTimeout: number;
}

/** Opens connections to one server: TCP, the tunnel of a proxy if there is one, then TLS. */
export interface Dialer {
	dial(done: (error: Error | null, socket: Socket | null) => void): void;
	/** Gives up the connections that are still being opened. */
	close(): void;
}

// Notices a peer that vanished without a word; the operating system's default is two hours.
const tcp = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000 };

export function createDialer(options: DialerOptions): Dialer {
	const { connectTimeout, proxy, server, tls } = options;
	const host = server.hostname.replace(/^\[(.*)\]$/, "$1");
	const port = server.port === "" ? (server.protocol === "https:" ? 443 : 80) : Number(server.port);
	const opening = new Set<DialAttempt>();
	// Resuming a session spares the client most of the handshake's cost.
	let session: Buffer | undefined;

	const open = async (attempt: DialAttempt): Promise<Socket> => {
		const tunnel = proxy === undefined ? undefined : await openTunnel(attempt, proxy, options.proxyTls, host, port);
		if (tls === undefined) return tunnel ?? (await attempt.established(connectTcp({ host, port, ...tcp }), "connect"));
		const way = tunnel === undefined ? { host, port, ...tcp } : { socket: tunnel };
		const secured = connectTls({ host, ...tls, ...way, ...(session !== undefined && { session }) });
		secured.on("session", (fresh: Buffer) => (session = fresh));
		// An alert is followed by the end of the stream, which would be all that undici tells of it.
		secured.on("error", () => secured.destroy());
		return await attempt.established(secured, "secureConnect");
	};

	return {
		dial(done) {
			const attempt = new DialAttempt(server, connectTimeout, (error, socket) => {
				opening.delete(attempt);
				done(error, socket);
			});
			opening.add(attempt);
			open(attempt).then(
				(socket) => attempt.end(null, socket),
				(error: Error) => attempt.end(error, null),
			);
		},
		close() {
			for (const attempt of opening) attempt.end(new Error("the client was closed"), null);
		},
	};
}

/** @throws TransportError that names the proxy, without its credentials. */
async function openTunnel(
	attempt: DialAttempt,
	proxy: ProxyServer,
	proxyTls: ConnectionOptions | undefined,
	host: string,
	port: number,
): Promise<Socket> {
	const target = `${host.includes(":") ? `[${host}]` : host}:${port}`;
	try {
		let socket = await attempt.established(connectTcp({ host: proxy.host, port: proxy.port, ...tcp }), "connect");
		if (proxy.protocol === "https") {
			socket = await attempt.established(connectTls({ ...proxyTls, socket }), "secureConnect");
		}
		await (proxy.protocol === "socks5" ? openSocks5Tunnel(socket, proxy, host, port) : openHttpTunnel(socket, proxy, target));
		return socket;
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		const words = connectionProblem(attempt.problem ?? error).replace(/^the server's /, "its ");
		const problem = error instanceof ProxyRefusal ? ` ${error.message}` : `: ${words}`;
		throw new TransportError(`no connection to ${target}, since the proxy ${proxy.name}${problem}`, {
			sent: false,
			cause: error,
		});
	}
}
