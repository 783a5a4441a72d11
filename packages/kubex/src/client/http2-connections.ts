import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { TransportError } from "../core/errors/transport-error.ts";
import type { Connections } from "./connections.ts";
import type { Dialer } from "./dialer.ts";
import type { Http2Session } from "./http2-session.ts";
import type { ResponseCollector } from "./response-collector.ts";
import type { TransportRequest } from "./transport.ts";

interface Job {
	readonly request: TransportRequest;
	readonly collector: ResponseCollector;
}

/** What {@link Http2Connections} are made with. */
export interface Http2ConnectionsOptions {
	readonly dialer: Dialer;
	/** Begins to speak HTTP/2 over a socket; `ended` is to be called when the connection is closed. */
	readonly open: (socket: Socket, ended: () => void) => Http2Session;
	/** Connections to a server that speaks HTTP/1.1 only, the first of them over a socket that is open already. */
	readonly fallBack: (socket: Socket) => Connections;
}

/**
 * Carries all calls over one HTTP/2 connection. It is opened for the first call, and anew when the server ends it; a server that
 * chooses HTTP/1.1 is spoken to over a pool of connections instead.
 */
export class Http2Connections implements Connections {
	readonly #options: Http2ConnectionsOptions;
	/** The last one takes calls; those before it finish theirs. */
	readonly #sessions = new Set<Http2Session>();
	readonly #waiting = new Set<Job>();
	#session: Http2Session | undefined;
	#pool: Connections | undefined;
	#opening = false;
	#ended: (() => void) | undefined;

	constructor(options: Http2ConnectionsOptions) {
		this.#options = options;
	}

	dispatch(request: TransportRequest, collector: ResponseCollector): void {
		if (this.#pool !== undefined) this.#pool.dispatch(request, collector);
		else if (this.#session?.isOpen === true) this.#session.start(request, collector);
		else {
			const job = { request, collector };
			this.#waiting.add(job);
			collector.lease = { abandon: () => void this.#waiting.delete(job), release: () => {} };
			if (!this.#opening) this.#open();
		}
	}

	retire(ended: () => void): void {
		this.#ended = ended;
		if (this.#pool === undefined) this.#endIfRetired();
		else this.#pool.retire(ended);
	}

	async destroy(reason: TransportError): Promise<void> {
		this.#fail(reason);
		await Promise.all([this.#pool?.destroy(reason), ...[...this.#sessions].map((session) => session.destroy(reason))]);
	}

	#open(): void {
		this.#opening = true;
		this.#options.dialer.dial((error, socket) => {
			this.#opening = false;
			if (error !== null || socket === null) this.#fail(error ?? new Error("no socket"));
			else if ((socket as TLSSocket).alpnProtocol === "h2") this.#useSession(socket);
			else this.#usePool(socket);
			this.#endIfRetired();
		});
	}

	#useSession(socket: Socket): void {
		const session = this.#options.open(socket, () => {
			this.#sessions.delete(session);
			this.#endIfRetired();
		});
		this.#session = session;
		this.#sessions.add(session);
		for (const { collector, request } of this.#waiting) session.start(request, collector);
		this.#waiting.clear();
	}

	#usePool(socket: Socket): void {
		if (this.#waiting.size === 0) {
			// Those who waited have given up; the next call asks again what the server speaks.
			socket.destroy();
			return;
		}
		this.#pool = this.#options.fallBack(socket);
		for (const { collector, request } of this.#waiting) this.#pool.dispatch(request, collector);
		this.#waiting.clear();
		if (this.#ended !== undefined) this.#pool.retire(this.#ended);
	}

	#fail(reason: Error): void {
		for (const { collector } of this.#waiting) collector.fail(reason);
		this.#waiting.clear();
	}

	#endIfRetired(): void {
		if (this.#ended === undefined || this.#opening || this.#pool !== undefined) return;
		for (const session of this.#sessions) session.retire();
		if (this.#sessions.size === 0) this.#ended();
	}
}
