import { AsyncLocalStorage } from "node:async_hooks";
import type { Client, ResponseHeaders, Transport, TransportRequest, TransportResponse } from "kubex";

/** What a raw request sends beside its method and path. */
export interface RawRequest {
	/** Names in lower case; they win over those of the client. A list is a header for each of its values. */
	readonly headers?: Readonly<Record<string, string | readonly string[]>> | undefined;
	/** Sent as it is when it is a text, else as JSON. */
	readonly body?: unknown;
}

/** An answer as it came, whatever its status. */
export interface RawAnswer {
	readonly status: number;
	readonly headers: ResponseHeaders;
	readonly text: string;
	/** The value of a JSON body; anything else is `undefined`. */
	readonly body: unknown;
}

/** Sends one request with the client's identity and gives back what the server said, errors included. */
export type Raw = (method: string, path: string, request?: RawRequest) => Promise<RawAnswer>;

interface Exchange {
	readonly method: string;
	readonly request: RawRequest;
	answer?: TransportResponse;
}

const exchanges = new AsyncLocalStorage<Exchange>();

/** Wraps a transport so that `rawOf` can change what leaves and keep what comes; other requests pass untouched. */
export function observed(inner: Transport): Transport {
	return {
		async send(request) {
			const exchange = exchanges.getStore();
			if (exchange === undefined) return await inner.send(request);
			const answer = await inner.send(outgoing(request, exchange));
			exchange.answer = answer;
			return answer;
		},
		close: () => inner.close(),
	};
}

/** The raw access of a client whose transport is {@link observed}. */
export function rawOf(client: Client): Raw {
	return async (method, path, request = {}) => {
		const exchange: Exchange = { method, request };
		await exchanges.run(exchange, async () => {
			try {
				await client.request({ method: "GET", path });
			} catch (error) {
				// The client's opinion of the answer is of no interest here, unless there was none.
				if (exchange.answer === undefined) throw error;
			}
		});
		if (exchange.answer === undefined) throw new Error(`${method} ${path}: the client's transport is not observed`);
		const { status, headers, bytes } = exchange.answer;
		const text = new TextDecoder().decode(bytes);
		return { status, headers, text, body: parsed(text) };
	};
}

function outgoing(request: TransportRequest, { method, request: { headers, body } }: Exchange): TransportRequest {
	return {
		...request,
		method,
		headers: { ...request.headers, ...(body !== undefined && { "content-type": "application/json" }), ...headers },
		body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
