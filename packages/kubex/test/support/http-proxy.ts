import { createServer, type IncomingMessage } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A proxy on a free port that ends with the test. */
export interface TestProxy {
	readonly port: number;
	/** The servers that tunnels were asked to. */
	readonly targets: readonly string[];
	/** How many tunnels are open. */
	readonly open: () => number;
	/** Carries no more bytes, without a word to either side. */
	pause(): void;
}

/** How an HTTP proxy behaves. */
export interface HttpProxyOptions {
	/** Speaks TLS to its clients. */
	readonly tls?: ServerOptions;
	/** `user:password` that it wants. */
	readonly credentials?: string;
	/** Answers every CONNECT with these bytes and opens no tunnel; `""` for no answer at all. */
	readonly answer?: string;
	/** Where it connects to, whatever it is asked for. */
	readonly route?: { readonly host: string; readonly port: number };
}

/** An HTTP proxy that knows CONNECT. */
export async function httpProxy(options: HttpProxyOptions = {}): Promise<TestProxy> {
	const targets: string[] = [];
	const sockets = new Set<Socket>();
	const tunnels = new Set<Socket>();
	const server = options.tls === undefined ? createServer() : createSecureServer(options.tls);
	server.on("connection", (socket: Socket) => {
		sockets.add(socket);
		socket.on("close", () => sockets.delete(socket)).on("error", () => {});
	});
	server.on("connect", (request: IncomingMessage, socket: Socket, head: Buffer) => {
		const { url = "" } = request;
		targets.push(url);
		socket.on("error", () => {});
		const wanted = options.credentials === undefined ? undefined : `Basic ${btoa(options.credentials)}`;
		if (options.answer !== undefined) {
			if (options.answer !== "") socket.end(options.answer);
		} else if (request.headers["proxy-authorization"] !== wanted) {
			socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n");
		} else {
			const { hostname, port } = new URL(`http://${url}`);
			const upstream = connect(options.route ?? { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 80) }, () => {
				socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
				upstream.write(head);
				tunnels.add(upstream);
				socket.pipe(upstream).pipe(socket);
			});
			upstream.on("error", () => socket.destroy()).on("close", () => tunnels.delete(upstream) && socket.destroy());
			socket.on("close", () => upstream.destroy());
			sockets.add(upstream);
		}
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(async () => {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	});
	return {
		port: (server.address() as AddressInfo).port,
		targets,
		open: () => tunnels.size,
		pause: () => {
			for (const socket of sockets) socket.unpipe().pause();
		},
	};
}
