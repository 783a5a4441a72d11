import { apiError } from "./errors/api-errors.ts";
import { KubexApiError, type RequestSummary } from "./errors/kubex-api-error.ts";
import type { KubexError } from "./errors/kubex-error.ts";
import { ProtocolError } from "./errors/protocol-error.ts";
import { LineSplitter, type LineSplitterOptions } from "./line-splitter.ts";
import { isStatus } from "./meta/status.ts";
import type { WatchEvent } from "./watch-event.ts";

/** What {@link WatchDecoder.push} gives. */
export interface WatchBatch<K> {
	readonly events: readonly WatchEvent<K>[];
	/** Why nothing follows the events: an `ERROR` of the server, or a line that cannot be read. */
	readonly failure: KubexError | undefined;
}

/**
 * Reads the body of a watch: one JSON object a line. Types of events that are not known are left out.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
 */
export class WatchDecoder<K> {
	readonly #request: RequestSummary;
	readonly #lines: LineSplitter;

	/** @param request - For the messages of errors. */
	constructor(request: RequestSummary, options?: LineSplitterOptions) {
		this.#request = request;
		this.#lines = new LineSplitter(options);
	}

	/** The events that end in a piece of the body. */
	push(chunk: Uint8Array): WatchBatch<K> {
		const events: WatchEvent<K>[] = [];
		try {
			for (const line of this.#lines.push(chunk)) {
				const event = this.#read(line);
				if (event !== undefined) events.push(event);
			}
		} catch (error) {
			if (error instanceof KubexApiError) return { events, failure: error };
			if (error instanceof ProtocolError) return { events, failure: this.#broken(error.message) };
			throw error;
		}
		return { events, failure: undefined };
	}

	#read(line: string): WatchEvent<K> | undefined {
		const { type, object } = this.#parse(line);
		switch (type) {
			case "ADDED":
			case "MODIFIED":
			case "DELETED":
			case "BOOKMARK":
				if (typeof object !== "object" || object === null) throw new ProtocolError(`an event of type ${type} has no object`);
				return { type, object } as WatchEvent<K>;
			case "ERROR":
				throw this.#errorOf(object);
			default:
				return undefined;
		}
	}

	#parse(line: string): { readonly type?: unknown; readonly object?: unknown } {
		let event: unknown;
		try {
			event = JSON.parse(line);
		} catch {
			// A parser's message quotes the text, which may be a Secret.
			throw new ProtocolError(`a line of ${line.length} characters is broken JSON`);
		}
		if (typeof event !== "object" || event === null) throw new ProtocolError("a line is no event");
		return event;
	}

	#errorOf(status: unknown): KubexError {
		if (!isStatus(status)) return new ProtocolError("an event of type ERROR has no Status");
		const seconds = status.details?.retryAfterSeconds;
		return apiError({
			status,
			code: status.code ?? 500,
			request: this.#request,
			retryAfter: seconds === undefined ? undefined : seconds * 1000,
			inStream: true,
		});
	}

	#broken(what: string): ProtocolError {
		return new ProtocolError(`${this.#request.method} ${this.#request.path}: ${what}`);
	}
}
