import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttpsServer, type Server as HttpsServer, request as sendRequest } from "node:https";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { ClusterConfig } from "kubex";
import { CertificateAuthority } from "../../packages/testing/src/certificates/certificate-authority.ts";
import { readRequestInfo } from "../../packages/testing/src/server/request-info.ts";
import { PlannedFault, type RequestMatch } from "./planned-fault.ts";
import { ProxiedWatch } from "./proxied-watch.ts";
import { ProxyConnection, type Upstream, upstreamOf } from "./proxy-connection.ts";
import { type ProxyFault, type StatusFault, statusOf, type WatchFault } from "./proxy-fault.ts";

/** Headers that are each connection's own affair, and the compression that would hide the lines of a watch. */
const notPassedOn: ReadonlySet<string> = new Set(["host", "connection", "keep-alive", "transfer-encoding", "accept-encoding"]);

/**
 * Stands between clients and an API server, speaks HTTP/1.1 over TLS to both, and makes trouble as it is told. It goes on to
 * the server with the credentials that it was given, whoever comes.
 */
export class FaultyProxy implements AsyncDisposable {
	/** Where clients find it. */
	readonly config: ClusterConfig;
	readonly #upstream: Upstream;
	readonly #listener: Server;
	readonly #port: number;
	/** By the client's port. */
	readonly #connections = new Map<number, ProxyConnection>();
	readonly #planned = new Set<PlannedFault>();
	readonly #watches = new Set<ProxiedWatch>();
	/** What is done to the listener, one after the other. */
	#turn: Promise<void> = Promise.resolve();

	private constructor(upstream: Upstream, listener: Server, authority: CertificateAuthority) {
		this.#upstream = upstream;
		this.#listener = listener;
		this.#port = (listener.address() as AddressInfo).port;
		const path = upstream.server.pathname.replace(/\/$/, "");
		this.config = {
			server: `https://127.0.0.1:${this.#port}${path}`,
			certificateAuthority: authority.certificate,
			credentials: {},
		};
		const { certificate, key } = authority.issueServer(["127.0.0.1"]);
		// It does not listen itself, so that the port can be closed without the connections.
		const server: HttpsServer = createHttpsServer({ cert: certificate, key, ALPNProtocols: ["http/1.1"], keepAliveTimeout: 0 });
		server.on("secureConnection", (session) => this.#connections.get(session.remotePort ?? 0)?.secure(session));
		server.on("request", (request, response) => void this.#serve(request, response));
		listener.on("connection", (socket) => {
			this.#accept(socket);
			server.emit("connection", socket);
		});
	}

	/** Opens a proxy to the server of a configuration, on a free port of the loopback address. */
	static async start(config: ClusterConfig): Promise<FaultyProxy> {
		const upstream = await upstreamOf(config);
		const listener = createServer({ noDelay: true }).listen(0, "127.0.0.1");
		await once(listener, "listening");
		return new FaultyProxy(upstream, listener, new CertificateAuthority());
	}

	/** The watches that run through it, the oldest first. */
	get watches(): readonly ProxiedWatch[] {
		return [...this.#watches];
	}

	/** How many planned faults wait for their request. */
	get pending(): number {
		return this.#planned.size;
	}

	/** Has the next request that matches suffer a fault; faults for the same request have their turn in the order of planning. */
	next(match: RequestMatch, fault: ProxyFault): PlannedFault {
		const planned = new PlannedFault(match, fault);
		this.#planned.add(planned);
		return planned;
	}

	/** Has new connections refused, or accepted again. */
	async refuse(refusing: boolean): Promise<void> {
		const done = this.#turn.then(() => this.#refuse(refusing));
		this.#turn = done.catch(() => {});
		await done;
	}

	/** Accepts connections, and takes back all faults that have not happened yet. */
	async heal(): Promise<void> {
		this.#planned.clear();
		for (const watch of this.#watches) watch.heal();
		await this.refuse(false);
	}

	/** Ends all connections. */
	async close(): Promise<void> {
		this.#planned.clear();
		await this.refuse(true);
		const ended = [...this.#connections.values()].map((connection) => connection.end());
		await Promise.all(ended);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}

	async #refuse(refusing: boolean): Promise<void> {
		if (refusing !== this.#listener.listening) return;
		if (refusing) this.#listener.close();
		else await once(this.#listener.listen(this.#port, "127.0.0.1"), "listening");
	}

	#accept(socket: Socket): void {
		const { remotePort = 0 } = socket;
		this.#connections.set(remotePort, new ProxyConnection(socket, this.#upstream));
		socket.once("close", () => this.#connections.delete(remotePort));
		// A client that goes away in the middle of something is nothing to report.
		socket.on("error", () => {});
	}

	#take(verb: string, path: string): PlannedFault | undefined {
		for (const planned of this.#planned) {
			if (!planned.isFor(verb, path)) continue;
			this.#planned.delete(planned);
			return planned;
		}
		return undefined;
	}

	async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const connection = this.#connections.get(request.socket.remotePort ?? 0);
		if (connection === undefined) return;
		const path = request.url ?? "/";
		const verb = this.#verbOf(request.method ?? "GET", path);
		const planned = this.#take(verb, path);
		const fault = planned?.fault;
		if (planned !== undefined && isBeforeTheServer(planned.fault)) {
			planned.happened = true;
			request.resume();
			if (planned.fault.type === "status") refuse(response, planned.fault);
			else if (planned.fault.type === "reset") connection.reset();
			return;
		}
		const incoming = await this.#ask(request, response, connection);
		if (incoming === undefined) return;
		incoming.on("error", () => {});
		response.once("close", () => incoming.destroy());
		if (planned !== undefined && fault?.type === "loseResponse") {
			planned.happened = true;
			incoming.resume();
			// A watch has no end of its own.
			if (verb !== "watch") await once(incoming, "close");
			connection.reset();
			return;
		}
		if (planned !== undefined && fault?.type === "delay") {
			planned.happened = true;
			await pause(fault.milliseconds, undefined, { ref: false });
			if (response.destroyed) return;
		}
		response.sendDate = false;
		response.writeHead(incoming.statusCode ?? 502, passedOn(incoming.rawHeaders));
		response.flushHeaders();
		if (planned !== undefined && fault?.type === "cut") {
			planned.happened = true;
			await pass(incoming, response, connection, fault.afterBytes);
		} else if (verb === "watch" && incoming.statusCode === 200) {
			const watch = new ProxiedWatch({ path, incoming, response, reset: () => connection.reset() });
			this.#watches.add(watch);
			response.once("close", () => this.#watches.delete(watch));
			if (planned !== undefined && fault?.type !== "delay") watch.expect(planned as PlannedFault<WatchFault>);
			await watch.run();
			this.#watches.delete(watch);
		} else await pass(incoming, response, connection);
	}

	#verbOf(method: string, path: string): string {
		const { pathname, searchParams } = new URL(path, this.config.server);
		const prefix = this.#upstream.server.pathname.replace(/\/$/, "");
		return readRequestInfo(method, decodeURIComponent(pathname.slice(prefix.length)), searchParams).verb;
	}

	/** Sends a request on; without an answer to it the client's connection is reset. */
	async #ask(
		request: IncomingMessage,
		response: ServerResponse,
		connection: ProxyConnection,
	): Promise<IncomingMessage | undefined> {
		const { hostname, port } = this.#upstream.server;
		return await new Promise((resolve) => {
			const outgoing = sendRequest({
				agent: connection.agent,
				hostname,
				port,
				method: request.method,
				path: request.url,
				headers: headersOf(request),
			});
			outgoing.once("response", resolve);
			outgoing.once("error", () => {
				connection.reset();
				resolve(undefined);
			});
			response.once("close", () => outgoing.destroy());
			request.pipe(outgoing);
		});
	}
}

/** Whether the server never hears of a request that suffers a fault. */
function isBeforeTheServer(fault: ProxyFault): boolean {
	if (fault.type === "stall") return fault.afterFrames === undefined && fault.milliseconds === undefined;
	return fault.type === "status" || (fault.type === "reset" && fault.afterFrames === undefined);
}

function refuse(response: ServerResponse, fault: StatusFault): void {
	const { code, retryAfterSeconds } = fault;
	response.writeHead(code, {
		"content-type": "application/json",
		...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
	});
	response.end(JSON.stringify(statusOf(fault)));
}

/** Names and values in turn. */
function passedOn(rawHeaders: readonly string[]): string[] {
	return rawHeaders.filter((_, index) => !notPassedOn.has((rawHeaders[index - (index % 2)] ?? "").toLowerCase()));
}

function headersOf({ headersDistinct }: IncomingMessage): Record<string, string[]> {
	return Object.fromEntries(
		Object.entries(headersDistinct).flatMap(([name, values]) =>
			values === undefined || notPassedOn.has(name) ? [] : [[name, values]],
		),
	);
}

/** Passes a body on at the pace at which the client reads, to its end or as far as is said. */
async function pass(
	incoming: IncomingMessage,
	response: ServerResponse,
	connection: ProxyConnection,
	bytes: number = Number.POSITIVE_INFINITY,
): Promise<void> {
	let left = bytes;
	try {
		for await (const chunk of incoming as AsyncIterable<Buffer>) {
			const given = chunk.subarray(0, left);
			left -= given.length;
			await new Promise<void>((resolve) => {
				response.once("close", resolve);
				response.write(given, () => {
					response.off("close", resolve);
					resolve();
				});
			});
			if (left <= 0) break;
		}
	} catch {
		left = 0;
	}
	if (left > 0) response.end();
	else connection.reset();
}
