import type { Credentials } from "../config/credentials.ts";
import { withinDeadline } from "./deadline.ts";
import { describeRequest } from "./request-summary.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

/** Adds the headers of the credentials to each request, and asks for new ones once when the server does not accept them. */
export class AuthenticatingTransport implements Transport {
	readonly #inner: Transport;
	readonly #credentials: Credentials;

	constructor(inner: Transport, credentials: Credentials) {
		this.#inner = inner;
		this.#credentials = credentials;
	}

	async send(request: TransportRequest): Promise<TransportResponse> {
		const started = performance.now();
		const response = await this.#inner.send(await this.#authenticated(request, started));
		// The server has refused before it did anything, so every verb may be repeated.
		if (response.status !== 401 || this.#credentials.invalidate?.() !== true) return response;
		return await this.#inner.send(await this.#authenticated(request, started));
	}

	async close(): Promise<void> {
		await this.#inner.close();
	}

	async #authenticated(request: TransportRequest, started: number): Promise<TransportRequest> {
		const proof = this.#credentials.headers?.();
		const what = `${describeRequest(request)}: getting credentials`;
		const headers =
			proof instanceof Promise ? await withinDeadline(proof, remaining(request, started), request.signal, what) : proof;
		return { ...request, headers: { ...request.headers, ...headers }, timeout: remaining(request, started) };
	}
}

function remaining({ timeout }: TransportRequest, started: number): number | undefined {
	return timeout === undefined ? undefined : Math.max(1, timeout - (performance.now() - started));
}
