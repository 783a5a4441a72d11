import type { Socket } from "node:net";
import type { ProxyServer } from "../../config/proxy/proxy-server.ts";
import { ProxyRefusal } from "./proxy-refusal.ts";
import { SocketReader } from "./socket-reader.ts";

const longestQuote = 100;

/**
 * Asks an HTTP proxy for a tunnel to a server.
 *
 * @param authority - The server's host and port.
 * @throws ProxyRefusal for an answer other than 2xx.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6
 */
export async function openHttpTunnel(socket: Socket, proxy: ProxyServer, authority: string): Promise<void> {
	const { username, password = "" } = proxy;
	// The server behind the tunnel never sees these lines.
	const proof =
		username === undefined
			? ""
			: `Proxy-Authorization: Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}\r\n`;
	socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${proof}\r\n`);
	const reader = new SocketReader(socket);
	const head = await reader.until("\r\n\r\n");
	const [line = ""] = head.split("\r\n");
	const [, code, reason = ""] = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/.exec(line) ?? [];
	if (code === undefined) throw new ProxyRefusal("does not speak HTTP");
	if (!code.startsWith("2")) {
		const advice =
			code !== "407"
				? ""
				: username === undefined
					? "; its address has no credentials"
					: "; it does not accept the credentials of its address";
		throw new ProxyRefusal(`answered ${`${code} ${reason}`.trim().slice(0, longestQuote)}${advice}`, {
			permanent: code.startsWith("4"),
		});
	}
	reader.release();
}
