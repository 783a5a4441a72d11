import { isBudgetRefusal } from "../core/budget-refusal.ts";
import { TransportError } from "../core/errors/transport-error.ts";
import { isStatus, type Status } from "../core/meta/status.ts";
import { type RetryOptions, retryDelay, type TryOutcome } from "../core/retry-policy.ts";
import { jsonCodec } from "./json-codec.ts";
import { pause } from "./pause.ts";
import { retryAfterOf } from "./retry-after.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

/** Sends a request again when the policy says so; the deadline holds for all tries together. */
export class RetryingTransport implements Transport {
	readonly #inner: Transport;
	readonly #options: RetryOptions | false;
	readonly #closing = new AbortController();

	constructor(inner: Transport, options: RetryOptions | false) {
		this.#inner = inner;
		this.#options = options;
	}

	async send(request: TransportRequest): Promise<TransportResponse> {
		const options = request.retry ?? this.#options;
		if (options === false) return await this.#inner.send(request);
		const started = performance.now();
		for (let attempt = 1, current = request; ; attempt += 1) {
			const remaining = (): number | undefined =>
				request.timeout === undefined ? undefined : request.timeout - (performance.now() - started);
			let failure: unknown;
			let response: TransportResponse | undefined;
			try {
				response = await this.#inner.send(current);
				if (response.status < 400) return response;
			} catch (error) {
				failure = error;
			}
			const outcome = outcomeOf(response, failure);
			const { method, idempotent } = request;
			const state = { method, idempotent, attempt, remaining: remaining(), random: Math.random() };
			const delay = outcome === undefined || this.#closing.signal.aborted ? undefined : retryDelay(options, state, outcome);
			if (delay === undefined) {
				if (response === undefined) throw failure;
				return response;
			}
			await pause(delay, request.signal, this.#closing.signal);
			current = { ...request, attempt: attempt + 1, timeout: remaining() };
		}
	}

	async close(): Promise<void> {
		this.#closing.abort(new TransportError("the client was closed", { sent: false }));
		await this.#inner.close();
	}
}

/** `undefined` for what no repetition mends: a deadline, an abort, a mistake of the caller, a certificate that is not trusted, a disruption budget. */
function outcomeOf(response: TransportResponse | undefined, failure: unknown): TryOutcome | undefined {
	if (response === undefined) {
		return failure instanceof TransportError && !failure.permanent ? { kind: "failure", sent: failure.sent } : undefined;
	}
	const { headers, status: code } = response;
	if (code !== 429 && code !== 503) return { kind: "answer", status: code, retryAfter: undefined };
	const status = statusOf(response);
	// How long an eviction waits for a budget, whoever evicts says.
	if (status !== undefined && isBudgetRefusal(status)) return undefined;
	// A server behind a proxy that drops the header says it in the Status as well.
	const seconds = status?.details?.retryAfterSeconds;
	const retryAfter = retryAfterOf(headers, Date.now()) ?? (seconds === undefined ? undefined : seconds * 1000);
	return { kind: "answer", status: code, retryAfter };
}

function statusOf({ bytes }: TransportResponse): Status | undefined {
	try {
		const status = jsonCodec.decode(bytes);
		return isStatus(status) ? status : undefined;
	} catch {
		return undefined;
	}
}
