import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A server on a free port that ends with the test. */
export interface TestServer {
	readonly url: string;
	readonly port: number;
	/** Requests as they came. */
	readonly requests: readonly IncomingMessage[];
	/** How many connections were opened. */
	readonly connections: () => number;
	/** How many connections are open. */
	readonly open: () => number;
	close(): Promise<void>;
}

/** Serves over HTTP, or over TLS when options for it are given. */
export async function serve(
	answer: (request: IncomingMessage, response: ServerResponse) => void,
	tls?: ServerOptions,
): Promise<TestServer> {
	const requests: IncomingMessage[] = [];
	const sockets = new Set<Socket>();
	let connections = 0;
	const listener: RequestListener = (request, response) => {
		requests.push(request);
		answer(request, response);
	};
	const server: Server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
	server.on("connection", (socket: Socket) => {
		connections += 1;
		sockets.add(socket);
		socket.on("close", () => sockets.delete(socket));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const close = async (): Promise<void> => {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	};
	onTestFinished(close);
	const { port } = server.address() as AddressInfo;
	return {
		url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
		port,
		requests,
		connections: () => connections,
		open: () => sockets.size,
		close,
	};
}

/** Answers every request with the same JSON. */
export function json(value: unknown, status = 200): (request: IncomingMessage, response: ServerResponse) => void {
	return (_request, response) => {
		response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
	};
}
