import type { Client, Dispatcher } from "undici";
import { TransportError } from "../core/errors/transport-error.ts";
import type { ResponseCollector } from "./response-collector.ts";

interface Job {
	readonly options: Dispatcher.DispatchOptions;
	readonly collector: ResponseCollector;
}

/**
 * Lends connections to calls, one call at a time on each, the one used last first. undici's own pool takes a connection
 * for busy until the next turn of the event loop, so that calls in a row would open a second one.
 */
export class ConnectionPool {
	readonly #create: () => Client;
	readonly #limit: number;
	readonly #all = new Set<Client>();
	readonly #idle: Client[] = [];
	readonly #waiting = new Set<Job>();

	constructor(limit: number, create: () => Client) {
		this.#limit = limit;
		this.#create = create;
	}

	/** Sends a request as soon as there is a connection for it. */
	dispatch(options: Dispatcher.DispatchOptions, collector: ResponseCollector): void {
		const connection = this.#idle.pop() ?? this.#open();
		if (connection !== undefined) this.#start(connection, { options, collector });
		else {
			const job = { options, collector };
			this.#waiting.add(job);
			collector.lease = { abandon: () => void this.#waiting.delete(job), release: () => {} };
		}
	}

	/** Ends every connection; calls in flight and calls that wait fail with the reason. */
	async destroy(reason: TransportError): Promise<void> {
		for (const { collector } of this.#waiting) collector.fail(reason);
		await Promise.all([...this.#all].map((connection) => connection.destroy(reason)));
	}

	#open(): Client | undefined {
		if (this.#all.size >= this.#limit) return undefined;
		const connection = this.#create();
		this.#all.add(connection);
		return connection;
	}

	#start(connection: Client, { options, collector }: Job): void {
		collector.lease = {
			release: () => this.#release(connection),
			// undici would connect again at once to ask once more; the connection is of no further use.
			abandon: () => {
				this.#all.delete(connection);
				void connection.destroy(new TransportError("the call has ended"));
			},
		};
		connection.dispatch(options, collector);
	}

	#release(connection: Client): void {
		const [next] = this.#waiting;
		const free = this.#all.has(connection) ? connection : undefined;
		if (next === undefined) {
			if (free !== undefined) this.#idle.push(free);
			return;
		}
		this.#waiting.delete(next);
		// undici is still in the middle of the answer that has just ended.
		queueMicrotask(() => {
			const usable = free ?? this.#open();
			if (usable !== undefined) this.#start(usable, next);
		});
	}
}
