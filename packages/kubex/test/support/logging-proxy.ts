import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An HTTP proxy that lets nothing through and remembers what it was asked for. */
export interface LoggingProxy {
	readonly port: number;
	readonly asked: readonly string[];
	close(): Promise<void>;
}

export async function loggingProxy(): Promise<LoggingProxy> {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		asked.push(request.url ?? "");
		response.writeHead(502).end();
	});
	server.on("connect", (request, socket) => {
		asked.push(request.url ?? "");
		socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		port: (server.address() as AddressInfo).port,
		asked,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
