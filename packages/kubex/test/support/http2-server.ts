import type { IncomingHttpHeaders } from "node:http2";
import {
	createSecureServer,
	type Http2SecureServer,
	type SecureServerOptions,
	type ServerHttp2Session,
	type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import { onTestFinished } from "vitest";

/** An HTTP/2 server on a free port that ends with the test. */
export interface Http2TestServer {
	readonly url: string;
	readonly port: number;
	/** The headers of each request as they came. */
	readonly requests: readonly IncomingHttpHeaders[];
	/** Every connection, ended ones included. */
	readonly sessions: readonly ServerHttp2Session[];
	/** The sockets that are open. */
	readonly sockets: ReadonlySet<Socket>;
	close(): Promise<void>;
}

/** Serves HTTP/2 over TLS. */
export async function serveHttp2(
	tls: SecureServerOptions,
	answer: (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void,
): Promise<Http2TestServer> {
	const requests: IncomingHttpHeaders[] = [];
	const sessions: ServerHttp2Session[] = [];
	const sockets = new Set<Socket>();
	const server: Http2SecureServer = createSecureServer(tls);
	server.on("session", (session) => {
		sessions.push(session);
		session.on("error", () => {});
	});
	server.on("connection", (socket: Socket) => {
		sockets.add(socket);
		socket.on("close", () => sockets.delete(socket));
	});
	server.on("stream", (stream, headers) => {
		requests.push(headers);
		stream.on("error", () => {});
		answer(stream, headers);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const close = async (): Promise<void> => {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	};
	onTestFinished(close);
	const { port } = server.address() as AddressInfo;
	return { url: `https://127.0.0.1:${port}`, port, requests, sessions, sockets, close };
}

/** Answers with JSON. */
export function sendJson(stream: ServerHttp2Stream, value: unknown, status = 200): void {
	stream.respond({ ":status": status, "content-type": "application/json" });
	stream.end(JSON.stringify(value));
}
