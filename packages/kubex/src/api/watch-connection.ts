import type { ClientStream } from "../client/client.ts";
import { mediaTypeOf } from "../client/codec.ts";
import type { ResponseStream } from "../client/response-stream.ts";
import { listenForAbort, stopListeningForAbort } from "../core/abort-listeners.ts";
import type { RequestSummary } from "../core/errors/kubex-api-error.ts";
import { ProtocolError } from "../core/errors/protocol-error.ts";
import { WatchDecoder } from "../core/watch-decoder.ts";
import type { WatchEvent } from "../core/watch-event.ts";

/** How a {@link WatchConnection} is opened. */
export interface WatchConnectionOptions<K> {
	readonly request: RequestSummary;
	/** Sends the request; the signal ends it. */
	readonly open: (signal: AbortSignal) => Promise<ClientStream>;
	/** Looks at each event; throws when it shows that the server has not understood. */
	readonly check: ((event: WatchEvent<K>) => void) | undefined;
	/** Ends the watch with its reason. */
	readonly signal: AbortSignal | undefined;
}

/** The connection of one watch: opened by the first read, given up by the last. */
export class WatchConnection<K> {
	readonly #options: WatchConnectionOptions<K>;
	readonly #decoder: WatchDecoder<K>;
	readonly #abort = new AbortController();
	#body: ResponseStream | undefined;
	#failure: unknown;
	#closed = false;

	constructor(options: WatchConnectionOptions<K>) {
		this.#options = options;
		this.#decoder = new WatchDecoder(options.request);
	}

	/** The events of one read; `undefined` after the last. One read at a time. */
	async read(): Promise<readonly WatchEvent<K>[] | undefined> {
		if (this.#closed) return undefined;
		try {
			if (this.#failure !== undefined) throw this.#failure;
			this.#options.signal?.throwIfAborted();
			this.#body ??= await this.#open();
			const { done, value } = await this.#body.next();
			if (this.isClosed) return undefined;
			if (done === true) {
				this.close();
				return undefined;
			}
			const { events, failure } = this.#decoder.push(value);
			if (this.#options.check !== undefined) events.forEach(this.#options.check);
			if (failure === undefined) return events;
			if (events.length === 0) throw failure;
			// The events before it are handed out first.
			this.#failure = failure;
			return events;
		} catch (error) {
			// Whoever has closed it waits for the end, not for an error.
			if (this.isClosed) return undefined;
			this.close();
			throw error;
		}
	}

	get isClosed(): boolean {
		return this.#closed;
	}

	/** Whether the signal has ended it: what was read and not handed out is not wanted any more. */
	get isAborted(): boolean {
		return this.#options.signal?.aborted === true;
	}

	/** Ends it at once; a read that waits gets `undefined`. */
	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		const { signal } = this.#options;
		if (signal !== undefined) stopListeningForAbort(signal, this.#onAbort);
		if (this.#body === undefined) this.#abort.abort();
		else void this.#body.return();
	}

	async #open(): Promise<ResponseStream> {
		const { open, request, signal } = this.#options;
		if (signal !== undefined) listenForAbort(signal, this.#onAbort);
		const { body, headers } = await open(this.#abort.signal);
		this.#body = body;
		if (this.isClosed) void body.return();
		const mediaType = mediaTypeOf(headers["content-type"]);
		if (mediaType !== "application/json") {
			throw new ProtocolError(
				`${request.method} ${request.path}: the answer is of type ${JSON.stringify(mediaType)}, which is no watch`,
			);
		}
		return body;
	}

	readonly #onAbort = (): void => this.#abort.abort(this.#options.signal?.reason);
}
