import type { Client } from "undici";
import { TransportError } from "../core/errors/transport-error.ts";
import type { Connections } from "./connections.ts";
import type { ResponseCollector } from "./response-collector.ts";
import type { TransportRequest } from "./transport.ts";

interface Job {
	readonly request: TransportRequest;
	readonly collector: ResponseCollector;
}

const identityChanged = "the client's certificate has changed";

/**
 * Lends HTTP/1.1 connections to calls, one call at a time on each, the one used last first. undici's own pool takes a
 * connection for busy until the next turn of the event loop, so that calls in a row would open a second one.
 *
 * The limit is for calls that end by themselves: a stream may last for hours, so those that run do not count.
 */
export class ConnectionPool implements Connections {
	readonly #create: () => Client;
	readonly #limit: number;
	readonly #all = new Set<Client>();
	/** Those among `#all` that carry a stream. */
	readonly #streaming = new Set<Client>();
	readonly #idle: Client[] = [];
	readonly #waiting = new Set<Job>();
	#ended: (() => void) | undefined;

	constructor(limit: number, create: () => Client) {
		this.#limit = limit;
		this.#create = create;
	}

	dispatch(request: TransportRequest, collector: ResponseCollector): void {
		const connection = this.#idle.pop() ?? this.#open(request.streamed);
		if (connection !== undefined) this.#start(connection, request, collector);
		else {
			const job = { request, collector };
			this.#waiting.add(job);
			collector.lease = { abandon: () => void this.#waiting.delete(job), release: () => {} };
		}
	}

	retire(ended: () => void): void {
		this.#ended = ended;
		for (const connection of this.#idle.splice(0)) this.#end(connection, identityChanged);
		this.#endIfEmpty();
	}

	async destroy(reason: TransportError): Promise<void> {
		for (const { collector } of this.#waiting) collector.fail(reason);
		await Promise.all([...this.#all].map((connection) => connection.destroy(reason)));
	}

	#open(streamed = false): Client | undefined {
		if (!streamed && this.#all.size - this.#streaming.size >= this.#limit) return undefined;
		const connection = this.#create();
		this.#all.add(connection);
		return connection;
	}

	#start(connection: Client, request: TransportRequest, collector: ResponseCollector): void {
		if (request.streamed === true) this.#streaming.add(connection);
		collector.lease = {
			release: () => this.#release(connection),
			// undici would connect again at once to ask once more; the connection is of no further use.
			abandon: () => this.#end(connection, "the call has ended"),
		};
		connection.dispatch(
			{
				method: request.method,
				path: request.path,
				// undici reads the values only.
				headers: request.headers as Record<string, string | string[]>,
				body: request.body ?? null,
			},
			collector,
		);
	}

	/** The call has ended: its connection, or the place of one that is of no further use, goes to the next. */
	#release(connection: Client): void {
		this.#streaming.delete(connection);
		// What a stream opened beyond the limit has no place among the others.
		if (this.#all.size - this.#streaming.size > this.#limit) this.#end(connection, "there are enough connections");
		const usable = this.#all.has(connection) ? connection : this.#waiting.size > 0 ? this.#open() : undefined;
		const [next] = this.#waiting;
		if (usable === undefined) this.#endIfEmpty();
		else if (next !== undefined) {
			this.#waiting.delete(next);
			// undici is still in the middle of the answer that has just ended.
			queueMicrotask(() => this.#start(usable, next.request, next.collector));
		} else if (this.#ended === undefined) this.#idle.push(usable);
		else {
			this.#end(usable, identityChanged);
			this.#endIfEmpty();
		}
	}

	#end(connection: Client, reason: string): void {
		this.#all.delete(connection);
		this.#streaming.delete(connection);
		void connection.destroy(new TransportError(reason));
	}

	#endIfEmpty(): void {
		if (this.#all.size === 0) this.#ended?.();
	}
}
