import { once } from "node:events";
import { Agent } from "node:https";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { ClusterConfig } from "kubex";

/** The server behind a proxy, and who asks it. */
export interface Upstream {
	readonly server: URL;
	readonly ca: string | undefined;
	readonly cert: string | undefined;
	readonly key: string | undefined;
}

/** Reads where a configuration leads. */
export async function upstreamOf({ certificateAuthority, credentials, server }: ClusterConfig): Promise<Upstream> {
	const { certificate, key } = (await credentials.clientCertificate?.()) ?? {};
	const ca = typeof certificateAuthority === "function" ? await certificateAuthority() : certificateAuthority;
	return { server: new URL(server), ca, cert: certificate, key };
}

/** A client's connection to the proxy, and the only one that the proxy has to the server for it. */
export class ProxyConnection {
	readonly agent: Agent;
	readonly #socket: Socket;
	#session: TLSSocket | undefined;

	/** @param socket - The client's, below TLS. */
	constructor(socket: Socket, { ca, cert, key }: Upstream) {
		this.#socket = socket;
		this.agent = new Agent({ keepAlive: true, maxSockets: 1, ca, cert, key });
		socket.once("close", () => this.agent.destroy());
	}

	/** Takes note of the TLS session on the client's connection. */
	secure(session: TLSSocket): void {
		this.#session = session;
	}

	/** Ends both, the client's with a TCP RST. */
	reset(): void {
		// Of a socket that is about to end, a reset fails, and leaves a handle behind that keeps a worker thread from ending.
		if (this.#session?.writableEnded === true) this.#socket.destroy();
		else this.#socket.resetAndDestroy();
	}

	/** Ends both; settles when the client's is gone. */
	async end(): Promise<void> {
		if (this.#socket.closed) return;
		const gone = once(this.#socket, "close");
		this.#socket.destroy();
		await gone;
	}
}
