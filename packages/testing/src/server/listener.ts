import type { IncomingMessage, ServerResponse as OutgoingMessage } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Peer } from "../authentication/authenticator.ts";
import { type Header, isImpersonation } from "../authentication/impersonate.ts";
import { authenticatedGroup, credentialId } from "../authentication/user.ts";
import type { IssuedCertificate } from "../certificates/certificate-authority.ts";
import { bodyLimit } from "./decode-body.ts";
import type { RequestHandler, ServerResponse } from "./exchange.ts";
import { StreamedAnswer } from "./streamed-answer.ts";

/** How a listener opens. */
export interface ListenerOptions {
	/** 0 for any free port. */
	readonly port: number;
	readonly certificate: IssuedCertificate;
	/** The certificate in PEM of the authority that clients' certificates must come from. */
	readonly clientAuthority: string;
}

/** A connection from a client. */
interface ClientConnection {
	readonly socket: Socket;
	/** How many requests it waits for. */
	waiting: number;
	/** Where its last request went; `undefined` before the first. */
	prefix?: string;
}

/** Gives the handler for requests of a peer. */
export type HandlerFor = (peer: Peer) => RequestHandler;

/** How long the real server keeps an idle connection, in milliseconds. */
const keepAlive = 90_000;

/**
 * An HTTPS listener on the loopback address. It asks for client certificates, but lets requests without one through: who may do what is
 * decided behind it. Servers are mounted under path prefixes, so that several share one port.
 */
export class Listener {
	readonly #server: Server;
	readonly #mounts = new Map<string, HandlerFor>();
	readonly #peers = new WeakMap<Socket, Peer>();
	/** Every connection by the client's port. */
	readonly #connections = new Map<number, ClientConnection>();
	readonly #streams = new Set<StreamedAnswer>();
	#closing: Promise<void> | undefined;

	private constructor(server: Server) {
		this.#server = server;
	}

	/** Opens a listener. @throws The operating system's error when the port cannot be had. */
	static async open(options: ListenerOptions): Promise<Listener> {
		const server = createServer({
			cert: options.certificate.certificate,
			key: options.certificate.key,
			ca: options.clientAuthority,
			requestCert: true,
			rejectUnauthorized: false,
			ALPNProtocols: ["http/1.1"],
			minVersion: "TLSv1.2",
			keepAliveTimeout: keepAlive,
		});
		const listener = new Listener(server);
		server.on("connection", (socket: Socket) => listener.#watch(socket));
		server.on("request", (request: IncomingMessage, response: OutgoingMessage) => void listener.#serve(request, response));
		await new Promise<void>((resolve, reject) => {
			server.once("error", reject);
			server.listen(options.port, "127.0.0.1", () => {
				server.off("error", reject);
				resolve();
			});
		});
		return listener;
	}

	/** The port that it listens on. */
	get port(): number {
		return (this.#server.address() as AddressInfo).port;
	}

	/**
	 * Hands the requests below a prefix to a server.
	 *
	 * @param prefix A path such as `/clusters/2`, or the empty string for all that no other prefix takes.
	 */
	mount(prefix: string, handlerFor: HandlerFor): void {
		this.#mounts.set(prefix, handlerFor);
	}

	/** Takes a server away again; requests below its prefix are answered as unknown paths. */
	unmount(prefix: string): void {
		this.#mounts.delete(prefix);
	}

	/** Drops the connections that wait for nothing and whose last request was for the server below a prefix. */
	dropIdle(prefix: string): void {
		for (const connection of this.#connections.values()) {
			if (connection.waiting === 0 && connection.prefix === prefix) connection.socket.destroy();
		}
	}

	/** Accepts no more connections, drops idle ones, lets answers finish, and settles when no socket is left. */
	close(): Promise<void> {
		this.#closing ??= this.#close();
		return this.#closing;
	}

	async #close(): Promise<void> {
		const closed = new Promise<void>((resolve) => {
			this.#server.close(() => resolve());
		});
		// The server itself would wait for connections that never sent a request.
		for (const { socket, waiting } of this.#connections.values()) if (waiting === 0) socket.destroy();
		for (const stream of this.#streams) stream.stop();
		await closed;
	}

	#watch(socket: Socket): void {
		const { remotePort = 0 } = socket;
		this.#connections.set(remotePort, { socket, waiting: 0 });
		socket.once("close", () => this.#connections.delete(remotePort));
	}

	async #serve(request: IncomingMessage, response: OutgoingMessage): Promise<void> {
		const body = await readBody(request);
		if (body === undefined) return;
		const connection = this.#connections.get(request.socket.remotePort ?? 0);
		if (connection !== undefined) {
			connection.waiting += 1;
			response.once("close", () => {
				connection.waiting -= 1;
				// An answer that was begun before the closing has promised to keep the connection.
				if (this.#closing !== undefined) request.socket.end();
			});
		}
		const url = request.url ?? "/";
		const end = url.indexOf("?");
		const path = end === -1 ? url : url.slice(0, end);
		const [prefix, handlerFor] = this.#mountOf(path);
		if (connection !== undefined) connection.prefix = prefix;
		const answer = await handlerFor(this.#peerOf(request.socket as TLSSocket))({
			method: request.method ?? "GET",
			path: path.slice(prefix.length) || "/",
			query: new URLSearchParams(end === -1 ? "" : url.slice(end + 1)),
			headers: joinHeaders(request),
			impersonation: impersonationOf(request),
			body,
			connection: { reset: () => this.#reset(request.socket) },
		});
		if (answer !== undefined) this.#write(response, answer);
	}

	/** Has the client see a reset, after the bytes that are on their way in this turn. */
	#reset(session: Socket): void {
		const { remotePort = 0 } = session;
		setImmediate(() => {
			const { socket } = this.#connections.get(remotePort) ?? {};
			// Node leaves a socket behind that is reset while the TLS session over it is ending.
			if (session.writableEnded) socket?.destroy();
			else socket?.resetAndDestroy();
		});
	}

	#mountOf(path: string): readonly [string, HandlerFor] {
		for (const [prefix, handlerFor] of this.#mounts) {
			if (prefix !== "" && (path === prefix || path.startsWith(`${prefix}/`))) return [prefix, handlerFor];
		}
		return ["", this.#mounts.get("") ?? gone];
	}

	#peerOf(socket: TLSSocket): Peer {
		let peer = this.#peers.get(socket);
		if (peer === undefined) {
			peer = readPeer(socket);
			this.#peers.set(socket, peer);
		}
		return peer;
	}

	#write(response: OutgoingMessage, answer: ServerResponse): void {
		// The client may have left before there was an answer.
		if (response.destroyed) {
			void answer.chunks?.return?.();
			return;
		}
		response.sendDate = false;
		for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
		if (answer.status !== 304 && answer.chunks === undefined) response.setHeader("Content-Length", answer.body.length);
		// A connection that stays open would hold up the closing.
		if (this.#closing !== undefined) response.setHeader("Connection", "close");
		response.writeHead(answer.status);
		if (answer.chunks !== undefined) {
			const stream = new StreamedAnswer(response, answer.chunks);
			this.#streams.add(stream);
			response.once("close", () => this.#streams.delete(stream));
			// What was asked for before the closing may be answered only now.
			if (this.#closing !== undefined) stream.stop();
			return;
		}
		// A closing server destroys every connection whose answer is ended, be it sent or not.
		if (answer.body.length > 0) response.write(answer.body, () => response.end());
		else response.end();
	}
}

const gone: HandlerFor = () => async () => ({
	status: 404,
	headers: { "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff" },
	body: new TextEncoder().encode("404 page not found\n"),
});

/** Collects a body; of one that is too large only enough to tell. `undefined` when the client went away. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
	const chunks: Buffer[] = [];
	let length = 0;
	try {
		for await (const chunk of request as AsyncIterable<Buffer>) {
			// What exceeds the limit is read and dropped, so that the client, which may not look before it has sent all, gets its answer.
			if (length <= bodyLimit) chunks.push(chunk);
			length += chunk.length;
		}
	} catch {
		return undefined;
	}
	return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

function joinHeaders(request: IncomingMessage): Readonly<Record<string, string>> {
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(request.headers)) {
		if (value !== undefined) headers[name] = typeof value === "string" ? value : value.join(", ");
	}
	return headers;
}

function impersonationOf({ rawHeaders }: IncomingMessage): Header[] {
	const headers: Header[] = [];
	for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
		const name = (rawHeaders[at] ?? "").toLowerCase();
		if (isImpersonation(name)) headers.push([name, rawHeaders[at + 1] ?? ""]);
	}
	return headers;
}

function readPeer(socket: TLSSocket): Peer {
	const { subject, fingerprint256 } = socket.getPeerCertificate();
	if (subject === undefined) return { certificate: "none" };
	if (!socket.authorized) return { certificate: "untrusted" };
	const groups = subject.O as string | readonly string[] | undefined;
	return {
		certificate: "trusted",
		user: {
			name: typeof subject.CN === "string" ? subject.CN : "",
			groups: [...(groups === undefined ? [] : typeof groups === "string" ? [groups] : groups), authenticatedGroup],
			extra: { [credentialId]: [`X509SHA256=${fingerprint256.replaceAll(":", "").toLowerCase()}`] },
		},
	};
}
