import { TimeoutError } from "../core/errors/timeout-error.ts";
import { TransportError } from "../core/errors/transport-error.ts";
import { type RateLimit, TokenBucket } from "../core/token-bucket.ts";
import { pause } from "./pause.ts";
import { describeRequest } from "./request-summary.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

/** Holds requests back so that no more are sent than the limit allows, in the order in which they came. */
export class LimitingTransport implements Transport {
	readonly #inner: Transport;
	readonly #bucket: TokenBucket;
	readonly #closing = new AbortController();

	/** @throws TypeError for a limit that lets nothing through. */
	constructor(inner: Transport, limit: RateLimit) {
		this.#inner = inner;
		this.#bucket = new TokenBucket(limit, performance.now());
	}

	async send(request: TransportRequest): Promise<TransportResponse> {
		const delay = this.#bucket.take(performance.now());
		if (delay === 0) return await this.#inner.send(request);
		const { timeout } = request;
		if (timeout !== undefined && delay >= timeout) {
			this.#bucket.giveBack();
			throw new TimeoutError(
				`${describeRequest(request)}: the rate limit would hold it back for ${Math.ceil(delay)} of ${timeout} ms`,
				{
					phase: "connect",
				},
			);
		}
		try {
			await pause(delay, request.signal, this.#closing.signal);
		} catch (error) {
			this.#bucket.giveBack();
			throw error;
		}
		return await this.#inner.send({ ...request, timeout: timeout === undefined ? undefined : timeout - delay });
	}

	async close(): Promise<void> {
		this.#closing.abort(new TransportError("the client was closed", { sent: false }));
		await this.#inner.close();
	}
}
