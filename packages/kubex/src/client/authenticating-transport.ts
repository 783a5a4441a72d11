import type { Credentials } from "../config/credentials.ts";
import { withinDeadline } from "./deadline.ts";
import { fetchProvider } from "./fetch-provider.ts";
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
		const proof = await this.#proof(request, started);
		const response = await this.#inner.send(withProof(request, proof, started));
		// The server has refused before it did anything, so every verb may be repeated.
		if (response.status !== 401 || this.#credentials.invalidate?.(proof) !== true) return response;
		return await this.#inner.send(withProof(request, await this.#proof(request, started), started));
	}

	async close(): Promise<void> {
		this.#credentials.close?.();
		await this.#inner.close();
	}

	async #proof(request: TransportRequest, started: number): Promise<Readonly<Record<string, string>> | undefined> {
		const proof = this.#credentials.headers?.({ signal: request.signal, fetch: fetchProvider });
		if (!(proof instanceof Promise)) return proof;
		const what = `${describeRequest(request)}: getting credentials`;
		return await withinDeadline(proof, remaining(request, started), request.signal, what);
	}
}

function withProof(
	request: TransportRequest,
	proof: Readonly<Record<string, string>> | undefined,
	started: number,
): TransportRequest {
	return { ...request, headers: { ...request.headers, ...proof }, timeout: remaining(request, started) };
}

function remaining({ timeout }: TransportRequest, started: number): number | undefined {
	return timeout === undefined ? undefined : Math.max(1, timeout - (performance.now() - started));
}
