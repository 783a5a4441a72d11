import type { ServerResponse } from "node:http";
import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import type { Writable } from "node:stream";
import { type ClientOptions, type ClusterConfig, staticCertificate } from "kubex";
import { CertificateAuthority } from "../../../testing/src/certificates/certificate-authority.ts";
import { serve } from "./http-server.ts";
import { serveHttp2 } from "./http2-server.ts";

const authority = new CertificateAuthority();
const { certificate: cert, key } = authority.issueServer(["127.0.0.1"]);

/** One request, and its answer as a test writes it. */
export interface Exchange {
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	/** Sends the head at once and gives what the body is written to. */
	begin(status?: number, headers?: Readonly<Record<string, string>>): Writable;
	/** Breaks the answer off. */
	break(): void;
	/** Whether the client has given it up, or has got all of it. */
	readonly isOver: boolean;
}

/** A server of streams over either version of HTTP. */
export interface StreamServer {
	readonly url: string;
	/** Requests as they came. */
	readonly exchanges: readonly Exchange[];
	/** What a client needs to reach it. */
	readonly options: ClientOptions & { readonly cluster: Partial<ClusterConfig> };
	/** How many connections are open. */
	readonly open: () => number;
}

/** Serves over HTTP/1.1 or HTTP/2, in both cases with TLS. */
export async function serveStreams(
	protocol: "HTTP/1.1" | "HTTP/2",
	answer: (exchange: Exchange) => void = () => {},
): Promise<StreamServer> {
	const exchanges: Exchange[] = [];
	const take = (exchange: Exchange): void => {
		exchanges.push(exchange);
		answer(exchange);
	};
	const cluster = { certificateAuthority: authority.certificate, credentials: staticCertificate(authority.issueClient("a", [])) };
	if (protocol === "HTTP/2") {
		const server = await serveHttp2({ cert, key }, (stream, headers) => take(overHttp2(stream, headers)));
		return { url: server.url, exchanges, options: { http2: true, cluster }, open: () => server.sockets.size };
	}
	const server = await serve(({ headers, url = "" }, response) => take(overHttp1(url, headers, response)), { cert, key });
	return { url: server.url, exchanges, options: { cluster }, open: () => server.open() };
}

function overHttp1(path: string, headers: IncomingHttpHeaders, response: ServerResponse): Exchange {
	return {
		path,
		headers,
		begin(status = 200, sent = {}) {
			response.writeHead(status, { "content-type": "application/json", ...sent }).flushHeaders();
			return response;
		},
		break: () => void response.destroy(),
		get isOver() {
			return response.closed;
		},
	};
}

function overHttp2(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Exchange {
	return {
		path: headers[":path"] ?? "",
		headers,
		begin(status = 200, sent = {}) {
			stream.respond({ ":status": status, "content-type": "application/json", ...sent });
			return stream;
		},
		// Its close() would send a proper end first.
		break: () => void stream.destroy(new Error("broken off")),
		get isOver() {
			return stream.destroyed;
		},
	};
}
