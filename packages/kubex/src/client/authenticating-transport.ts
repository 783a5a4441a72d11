import type { ClientCertificate, Credentials } from "../config/credentials.ts";
import { knownCertificate } from "../config/known-certificate.ts";
import { withinDeadline } from "./deadline.ts";
import { fetchProvider } from "./fetch-provider.ts";
import { describeRequest } from "./request-summary.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

/** What a request proves with. */
interface Proof {
	readonly headers: Readonly<Record<string, string>> | undefined;
	readonly certificate: ClientCertificate | undefined;
}

/**
 * Adds the headers of the credentials to each request, and asks for new ones, or for another certificate, once when the server
 * does not accept them. The certificate itself is presented by the connections.
 */
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
		const response = await this.#inner.send(withProof(request, proof.headers, started));
		// The server has refused before it did anything, so every verb may be repeated.
		if (response.status !== 401 || !this.#mayProveOtherwise(proof)) return response;
		return await this.#inner.send(withProof(request, (await this.#proof(request, started)).headers, started));
	}

	async close(): Promise<void> {
		this.#credentials.close?.();
		await this.#inner.close();
	}

	async #proof(request: TransportRequest, started: number): Promise<Proof> {
		const call = { signal: request.signal, fetch: fetchProvider };
		const headers = this.#credentials.headers?.(call);
		const certificate = this.#credentials.clientCertificate?.(call);
		if (!(headers instanceof Promise || certificate instanceof Promise)) return { headers, certificate };
		const what = `${describeRequest(request)}: getting credentials`;
		const both = Promise.all([headers, certificate]);
		const [issued, identity] = await withinDeadline(both, remaining(request, started), request.signal, what);
		return { headers: issued, certificate: identity };
	}

	#mayProveOtherwise({ certificate, headers }: Proof): boolean {
		// Headers tell credentials what was refused; a certificate alone may have been replaced since by another call's refusal.
		const replaced = headers === undefined && certificate !== undefined && knownCertificate(this.#credentials) !== certificate;
		return replaced || this.#credentials.invalidate?.(headers) === true;
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
