import { type ClientHttp2Session, type ClientHttp2Stream, connect } from "node:http2";
import type { Socket } from "node:net";
import { TransportError } from "../core/errors/transport-error.ts";
import type { ResponseCollector } from "./response-collector.ts";
import type { TransportRequest } from "./transport.ts";

/** How long an HTTP/2 connection lasts. */
export interface Http2SessionOptions {
	/** Milliseconds that a connection without calls is kept, give or take `pingInterval`. */
	readonly keepAliveTimeout: number;
	/** Milliseconds between two pings. Default: 30,000, as Kubernetes' own clients. */
	readonly pingInterval?: number | undefined;
	/** Milliseconds within which the server must answer a ping. Default: 15,000. */
	readonly pingTimeout?: number | undefined;
}

// Node's own, 64 KiB, makes a list of many objects wait for the network at every step.
const streamWindow = 4 * 2 ** 20;
const connectionWindow = 16 * 2 ** 20;
// Megabytes; with Node's 10, no further calls are let in while large answers are being read.
const maxSessionMemory = 256;
// RFC 9113, section 7.
const refusedStream = 7;
const cancel = 8;

/** One HTTP/2 connection, which carries any number of calls at a time. It ends when the server no longer answers its pings. */
export class Http2Session {
	readonly #session: ClientHttp2Session;
	readonly #options: Http2SessionOptions;
	readonly #pings: NodeJS.Timeout;
	#lastPing: NodeJS.Timeout | undefined;
	#running = 0;
	#idleSince = performance.now();

	/** @param ended - Called once, when the connection is closed. */
	constructor(server: URL, socket: Socket, options: Http2SessionOptions, ended: () => void) {
		this.#options = options;
		const session = connect(server.origin, {
			createConnection: () => socket,
			settings: { enablePush: false, initialWindowSize: streamWindow },
			maxSessionMemory,
		});
		this.#session = session;
		this.#pings = setInterval(() => this.#ping(), options.pingInterval ?? 30_000).unref();
		// A connection without calls does not keep the process running.
		session.unref();
		session.once("connect", () => session.setLocalWindowSize(connectionWindow));
		// Its streams tell the calls what has happened.
		session.on("error", () => {});
		session.once("close", () => {
			clearInterval(this.#pings);
			clearTimeout(this.#lastPing);
			ended();
		});
	}

	/** Whether it takes calls; not any more when the server has said that it is about to end. */
	get isOpen(): boolean {
		return !this.#session.closed && !this.#session.destroyed;
	}

	start(request: TransportRequest, collector: ResponseCollector): void {
		const { body, headers, method, path } = request;
		let stream: ClientHttp2Stream;
		try {
			stream = this.#session.request({ ":method": method, ":path": path, ...headers }, { endStream: body === undefined });
		} catch (error) {
			// A header that HTTP/2 forbids.
			collector.fail(error as Error);
			return;
		}
		this.#running += 1;
		if (this.#running === 1) this.#session.ref();
		collector.lease = { release: () => {}, abandon: () => stream.close(cancel) };
		collector.flow = stream;
		if (stream.pending) stream.once("ready", () => collector.onRequestStart());
		else collector.onRequestStart();
		let problem: Error | undefined;
		let complete = false;
		stream.on("response", (answer) => collector.onResponseStart(stream, answer[":status"] ?? 0, answer));
		stream.on("data", (chunk: Buffer) => collector.onResponseData(undefined, chunk));
		stream.on("end", () => (complete = true));
		stream.on("error", (error: Error) => (problem = error));
		stream.on("close", () => {
			this.#leave();
			if (complete && stream.rstCode === 0 && !stream.aborted) collector.onResponseEnd();
			else collector.onResponseError(undefined, reasonOf(stream, problem));
		});
		if (body !== undefined) stream.end(body);
	}

	/** Ends with its last call. */
	retire(): void {
		this.#session.close();
	}

	/** Ends at once; its calls fail with the reason. */
	async destroy(reason: Error): Promise<void> {
		const closed = new Promise((resolve) => this.#session.once("close", resolve));
		this.#session.destroy(reason);
		await closed;
	}

	#leave(): void {
		this.#running -= 1;
		if (this.#running > 0) return;
		this.#idleSince = performance.now();
		if (!this.#session.destroyed) this.#session.unref();
	}

	#ping(): void {
		// Between its end and the event that tells of it, a session refuses pings by throwing.
		if (this.#session.destroyed) return;
		if (this.#running === 0 && performance.now() - this.#idleSince >= this.#options.keepAliveTimeout) {
			this.#session.close();
			return;
		}
		const gone = setTimeout(() => {
			this.#session.destroy(new Error("the server does not answer any more"));
		}, this.#options.pingTimeout ?? 15_000).unref();
		this.#lastPing = gone;
		// Refused when the one before is still on its way, whose own time is running.
		if (!this.#session.ping(() => clearTimeout(gone))) clearTimeout(gone);
	}
}

function reasonOf(stream: ClientHttp2Stream, problem: Error | undefined): Error {
	// The server says that it has done nothing, such as after it has announced to shut down.
	if (stream.rstCode === refusedStream) return new TransportError("the server has not taken the request", { sent: false });
	const cause = problem?.cause instanceof Error ? problem.cause : problem;
	return cause ?? new Error("the connection was closed before the answer was complete");
}
