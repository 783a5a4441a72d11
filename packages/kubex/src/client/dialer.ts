import { connect as connectTcp, isIP, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls, createSecureContext, type TLSSocket } from "node:tls";
import type { ClientCertificate } from "../config/credentials.ts";
import { ConfigurationError } from "../core/errors/configuration-error.ts";
import { TimeoutError } from "../core/errors/timeout-error.ts";

/** What a connection to one server is opened with. */
export interface DialerOptions {
	readonly server: URL;
	readonly certificateAuthority?: string | undefined;
	readonly serverName?: string | undefined;
	readonly clientCertificate?: ClientCertificate | undefined;
	/** Milliseconds for the connection and its TLS handshake. */
	readonly connectTimeout: number;
}

/** Opens connections to one server; the key material is parsed once, since that costs as much as a handshake. */
export interface Dialer {
	dial(done: (error: Error | null, socket: Socket | null) => void): void;
	/** Gives up the connections that are still being opened. */
	close(): void;
}

// Notices a peer that vanished without a word; the operating system's default is two hours.
const keepAliveDelay = 30_000;

/** @throws ConfigurationError when the certificates or the key cannot be used. */
export function createDialer(options: DialerOptions): Dialer {
	const { server, connectTimeout } = options;
	const host = server.hostname.replace(/^\[(.*)\]$/, "$1");
	const secure = server.protocol === "https:";
	const port = server.port === "" ? (secure ? 443 : 80) : Number(server.port);
	const tls = secure ? tlsOptions(options, host) : undefined;
	const opening = new Set<Socket>();
	// Resuming a session spares the client most of the handshake's cost.
	let session: Buffer | undefined;

	return {
		dial(done) {
			const socket =
				tls === undefined
					? connectTcp({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveDelay })
					: connectTls({ ...tls, host, port, ...(session !== undefined && { session }) });
			opening.add(socket);
			const timer = setTimeout(() => {
				socket.destroy(new TimeoutError(`no connection to ${server.host} within ${connectTimeout} ms`, { phase: "connect" }));
			}, connectTimeout);
			const settle = (error: Error | null): void => {
				clearTimeout(timer);
				opening.delete(socket);
				socket.off("error", settle);
				socket.off("close", closed);
				done(error, error === null ? socket : null);
			};
			const closed = (): void => settle(new Error("the connection was closed before it was established"));
			socket.on("error", settle);
			socket.on("close", closed);
			socket.once(secure ? "secureConnect" : "connect", () => {
				socket.setNoDelay(true);
				socket.setKeepAlive(true, keepAliveDelay);
				settle(null);
			});
			if (secure) (socket as TLSSocket).on("session", (fresh: Buffer) => (session = fresh));
		},
		close() {
			for (const socket of opening) socket.destroy();
		},
	};
}

function tlsOptions(options: DialerOptions, host: string): ConnectionOptions {
	const { certificateAuthority, clientCertificate, serverName } = options;
	try {
		const name = serverName ?? host;
		return {
			secureContext: createSecureContext({
				ca: certificateAuthority,
				cert: clientCertificate?.certificate,
				key: clientCertificate?.key,
			}),
			// RFC 6066 allows no addresses as a server name; the certificate is checked against the address all the same.
			...(isIP(name) === 0 && { servername: name }),
			ALPNProtocols: ["http/1.1"],
			noDelay: true,
		} as ConnectionOptions;
	} catch (error) {
		throw new ConfigurationError(
			`the certificates or the key for ${options.server.host} cannot be used: ${error instanceof Error ? error.message : "not PEM"}`,
		);
	}
}
