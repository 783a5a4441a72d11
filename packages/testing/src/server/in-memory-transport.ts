import { type Transport, TransportError, type TransportRequest, type TransportResponse } from "kubex";
import { type Header, isImpersonation } from "../authentication/impersonate.ts";
import type { Clock } from "../clock.ts";
import type { Connection, RequestHandler, ServerResponse } from "./exchange.ts";
import { InMemoryCall } from "./in-memory-call.ts";

const encoder = new TextEncoder();
const nothing = new Uint8Array(0);

/** What an {@link InMemoryTransport} is made from. */
export interface InMemoryTransportOptions {
	readonly handler: RequestHandler;
	/** The path prefix of the server's URL, which clients made from its kubeconfig put before every path. */
	readonly prefix: string;
	/** What time limits are measured by, so that they pass with the server's time. */
	readonly clock: Clock;
}

/** Carries requests to a server in this process without a socket. */
export class InMemoryTransport implements Transport {
	readonly #options: InMemoryTransportOptions;
	readonly #calls = new Set<InMemoryCall>();
	#closed = false;

	constructor(options: InMemoryTransportOptions) {
		this.#options = options;
	}

	async send(request: TransportRequest): Promise<TransportResponse> {
		request.signal?.throwIfAborted();
		if (this.#closed)
			throw new TransportError(`${request.method} ${pathOnly(request.path)}: the transport is closed`, { sent: false });
		const call = new InMemoryCall(request, this.#options.clock, (ended) => this.#calls.delete(ended));
		this.#calls.add(call);
		return await call.send((connection) => this.#exchange(request, connection));
	}

	async close(): Promise<void> {
		this.#closed = true;
		for (const call of this.#calls) call.close();
	}

	async #exchange(request: TransportRequest, connection: Connection): Promise<ServerResponse | undefined> {
		const { handler, prefix } = this.#options;
		const end = request.path.indexOf("?");
		const path = pathOnly(request.path);
		const { body } = request;
		return await handler({
			method: request.method,
			path: prefix !== "" && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path,
			query: new URLSearchParams(end === -1 ? "" : request.path.slice(end + 1)),
			headers: joined(request.headers),
			impersonation: impersonationOf(request.headers),
			body: body === undefined ? nothing : typeof body === "string" ? encoder.encode(body) : body,
			connection,
		});
	}
}

function pathOnly(path: string): string {
	const end = path.indexOf("?");
	return end === -1 ? path : path.slice(0, end);
}

function joined(headers: TransportRequest["headers"]): Readonly<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? value : value.join(", ")]),
	);
}

function impersonationOf(headers: TransportRequest["headers"]): Header[] {
	const sent = Object.entries(headers).filter(([name]) => isImpersonation(name));
	return sent.flatMap(([name, value]) => (typeof value === "string" ? [value] : value).map((one): Header => [name, one]));
}
