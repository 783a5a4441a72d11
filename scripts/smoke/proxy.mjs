// An HTTP proxy that knows CONNECT and wants a password, from sockets alone, since not every runtime's HTTP server knows it.
import { connect, createServer } from "node:net";

/**
 * Starts the proxy.
 *
 * @param {string} credentials - `user:password`.
 * @returns {Promise<{ port: number, targets: string[], close: () => void }>}
 */
export async function startProxy(credentials) {
	/** @type {string[]} */
	const targets = [];
	/** @type {Set<import("node:net").Socket>} */
	const sockets = new Set();
	/** @param {import("node:net").Socket} socket */
	const keep = (socket) => {
		sockets.add(socket);
		socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
	};
	const server = createServer((client) => {
		keep(client);
		let head = "";
		/** @param {Buffer} chunk */
		const read = (chunk) => {
			head += chunk.toString("latin1");
			if (!head.includes("\r\n\r\n")) return;
			client.off("data", read);
			const [, host = "", port = ""] = /^CONNECT ([^\s:]+):(\d+) /.exec(head) ?? [];
			const [, secret = ""] = /^proxy-authorization: Basic (\S+)/im.exec(head) ?? [];
			if (host === "" || atob(secret) !== credentials) {
				client.end("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
				return;
			}
			targets.push(`${host}:${port}`);
			const onward = connect(Number(port), host, () => {
				client.write("HTTP/1.1 200 Connection established\r\n\r\n");
				client.pipe(onward).pipe(client);
			});
			keep(onward);
			client.on("close", () => onward.destroy());
			onward.on("close", () => client.destroy());
		};
		client.on("data", read);
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
	const address = server.address();
	return {
		port: typeof address === "object" && address !== null ? address.port : 0,
		targets,
		close() {
			for (const socket of sockets) socket.destroy();
			server.close();
		},
	};
}
