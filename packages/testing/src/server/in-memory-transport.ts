import { setMaxListeners } from "node:events";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { TimeoutError, type Transport, TransportError, type TransportRequest, type TransportResponse } from "kubex";
import { type Header, isImpersonation } from "../authentication/impersonate.ts";
import type { RequestHandler } from "./exchange.ts";

const decompress = promisify(gunzip);
const encoder = new TextEncoder();

/** Carries requests to a server in this process without a socket. */
export class InMemoryTransport implements Transport {
	readonly #handler: RequestHandler;
	readonly #prefix: string;
	readonly #closing = new AbortController();

	/** @param prefix The path prefix of the server's URL, which clients made from its kubeconfig put before every path. */
	constructor(handler: RequestHandler, prefix: string) {
		this.#handler = handler;
		this.#prefix = prefix;
		// Every call in flight listens, and a warning of the eleventh would say nothing.
		setMaxListeners(0, this.#closing.signal);
	}

	async send(request: TransportRequest): Promise<TransportResponse> {
		const { method, path, signal, timeout } = request;
		signal?.throwIfAborted();
		if (this.#closing.signal.aborted) throw new TransportError(`${method} ${pathOnly(path)}: the transport is closed`);
		let stop: ((reason: unknown) => void) | undefined;
		const stopped = new Promise<never>((_, reject) => {
			stop = reject;
		});
		const onAbort = (): void => stop?.(signal?.reason);
		const onClose = (): void => stop?.(new TransportError(`${method} ${pathOnly(path)}: the transport was closed`));
		const timer =
			timeout === undefined
				? undefined
				: setTimeout(() => {
						stop?.(new TimeoutError(`${method} ${pathOnly(path)}: no answer within ${timeout} ms`, { phase: "headers" }));
					}, timeout);
		signal?.addEventListener("abort", onAbort);
		this.#closing.signal.addEventListener("abort", onClose);
		try {
			return await Promise.race([this.#exchange(request), stopped]);
		} finally {
			clearTimeout(timer);
			signal?.removeEventListener("abort", onAbort);
			this.#closing.signal.removeEventListener("abort", onClose);
		}
	}

	async close(): Promise<void> {
		this.#closing.abort();
	}

	async #exchange(request: TransportRequest): Promise<TransportResponse> {
		const end = request.path.indexOf("?");
		const path = pathOnly(request.path);
		const prefixed = this.#prefix !== "" && path.startsWith(`${this.#prefix}/`);
		const { body } = request;
		const response = await this.#handler({
			method: request.method,
			path: prefixed ? path.slice(this.#prefix.length) : path,
			query: new URLSearchParams(end === -1 ? "" : request.path.slice(end + 1)),
			headers: joined(request.headers),
			impersonation: impersonationOf(request.headers),
			body: body === undefined ? new Uint8Array(0) : typeof body === "string" ? encoder.encode(body) : body,
		});
		if (response.chunks !== undefined) {
			await response.chunks.return?.();
			throw new TransportError(
				`${request.method} ${path}: the in-memory transport carries no watches; they come through a socket`,
			);
		}
		const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]));
		const bytes = headers["content-encoding"] === "gzip" ? await decompress(response.body) : response.body;
		return { status: response.status, headers, bytes };
	}
}

function pathOnly(path: string): string {
	const end = path.indexOf("?");
	return end === -1 ? path : path.slice(0, end);
}

function joined(headers: TransportRequest["headers"]): Readonly<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? value : value.join(", ")]),
	);
}

function impersonationOf(headers: TransportRequest["headers"]): Header[] {
	const sent = Object.entries(headers).filter(([name]) => isImpersonation(name));
	return sent.flatMap(([name, value]) => (typeof value === "string" ? [value] : value).map((one): Header => [name, one]));
}
