import type { IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { Kubeconfig, type TransportRequest } from "kubex";
import type { TestCluster } from "../../src/test-cluster.ts";

/** An answer whose body is read as it comes. */
export interface CarriedAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly chunks: AsyncIterator<Uint8Array>;
	/** Goes away. */
	leave(): void;
}

export interface CarriedOptions {
	readonly body?: string;
	readonly signal?: AbortSignal;
}

/** A way to a cluster. */
export interface Carrier {
	readonly name: string;
	/** Rejects when the connection breaks before an answer. */
	send(cluster: TestCluster, method: string, path: string, options?: CarriedOptions): Promise<CarriedAnswer>;
}

const headers = { "user-agent": "carrier/1", "content-type": "application/json" };

export const memory: Carrier = {
	name: "in memory",
	async send({ transport }, method, path, options = {}) {
		const request: TransportRequest = { method, path, headers, streamed: true, ...options };
		const answer = await transport.send(request);
		const { stream = only(answer.bytes) } = answer;
		return { status: answer.status, headers: answer.headers, chunks: stream, leave: () => void stream.return?.() };
	},
};

export const sockets: Carrier = {
	name: "over sockets",
	async send(cluster, method, path, { body, signal } = {}) {
		const { certificateAuthority, credentials } = await (await Kubeconfig.parse(cluster.kubeconfig)).clusterConfig();
		const { certificate, key } = (await credentials.clientCertificate?.()) ?? {};
		const answer = await new Promise<IncomingMessage>((resolve, reject) => {
			httpsRequest(cluster.url + path, {
				method,
				agent: false,
				headers,
				signal,
				...(typeof certificateAuthority === "string" ? { ca: certificateAuthority } : {}),
				...(certificate === undefined ? {} : { cert: certificate, key }),
			})
				.once("response", resolve)
				.once("error", reject)
				.end(body);
		});
		const chunks = (answer as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
		return { status: answer.statusCode ?? 0, headers: answer.headers, chunks, leave: () => answer.destroy() };
	},
};

export const carriers: readonly Carrier[] = [sockets, memory];

/** What comes of a body up to its end, and how it ends. */
export async function hear({ chunks }: CarriedAnswer): Promise<{ readonly text: string; readonly end: "close" | "reset" }> {
	let text = "";
	const decoder = new TextDecoder();
	try {
		for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
			text += decoder.decode(next.value, { stream: true });
		}
		return { text, end: "close" };
	} catch {
		return { text, end: "reset" };
	}
}

/** The first lines of a body, as many as are asked for. */
export async function lines({ chunks }: CarriedAnswer, count: number): Promise<readonly string[]> {
	let text = "";
	while (text.split("\n").length <= count) {
		const { done, value } = await chunks.next();
		if (done === true) throw new Error(`the body ended after ${text}`);
		text += new TextDecoder().decode(value);
	}
	return text.trimEnd().split("\n");
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
	yield bytes;
}
