import { channel } from "node:diagnostics_channel";
import { ObservedStream } from "./observed-stream.ts";
import type { RequestEvent, RequestHook, ResponseEvent } from "./request-hook.ts";
import { summaryOf } from "./request-summary.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

const started = /* @__PURE__ */ channel("kubex.request.start");
const ended = /* @__PURE__ */ channel("kubex.request.end");

/** Tells hooks and diagnostics channels about each try; of a streamed answer when its reader is through with it. */
export class ObservingTransport implements Transport {
	readonly #inner: Transport;
	readonly #hooks: readonly RequestHook[];

	constructor(inner: Transport, hooks: readonly RequestHook[]) {
		this.#inner = inner;
		this.#hooks = hooks;
	}

	send(request: TransportRequest): Promise<TransportResponse> {
		return this.#hooks.length === 0 && !started.hasSubscribers && !ended.hasSubscribers
			? this.#inner.send(request)
			: this.#observed(request);
	}

	async close(): Promise<void> {
		await this.#inner.close();
	}

	async #observed(request: TransportRequest): Promise<TransportResponse> {
		const event: RequestEvent = { ...summaryOf(request), attempt: request.attempt ?? 1, headers: {} };
		for (const hook of this.#hooks) hook.onRequest?.(event);
		started.publish(event);
		const begin = performance.now();
		let response: TransportResponse;
		try {
			response = await this.#inner.send({ ...request, headers: { ...request.headers, ...event.headers } });
		} catch (error) {
			this.#tell({ request: event, duration: performance.now() - begin, status: undefined, bytes: 0, error });
			throw error;
		}
		const { bytes, status, stream } = response;
		const tell = (length: number, error: unknown): void =>
			this.#tell({ request: event, duration: performance.now() - begin, status, bytes: length, error });
		if (stream !== undefined) return { ...response, stream: new ObservedStream(stream, tell) };
		tell(bytes.byteLength, undefined);
		return response;
	}

	#tell(event: ResponseEvent): void {
		for (const hook of this.#hooks) hook.onResponse?.(event);
		ended.publish(event);
	}
}
