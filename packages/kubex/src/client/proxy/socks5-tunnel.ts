import type { Socket } from "node:net";
import { addressBytes } from "../../config/proxy/ip-address.ts";
import type { ProxyServer } from "../../config/proxy/proxy-server.ts";
import { ProxyRefusal } from "./proxy-refusal.ts";
import { SocketReader } from "./socket-reader.ts";

const version = 5;
const noAuthentication = 0;
const userAndPassword = 2;
const notAllowed = 2;
const refusals: readonly string[] = [
	"",
	"failed to connect",
	"does not allow the connection",
	"cannot reach the network",
	"cannot reach the host",
	"was refused the connection",
	"gave up on the way to the host",
	"knows no CONNECT",
	"knows no such kind of address",
];

/**
 * Asks a SOCKS5 proxy for a tunnel to a server, whose name the proxy resolves.
 *
 * @throws ProxyRefusal when there will be none.
 * @see https://www.rfc-editor.org/rfc/rfc1928
 */
export async function openSocks5Tunnel(socket: Socket, proxy: ProxyServer, host: string, port: number): Promise<void> {
	const reader = new SocketReader(socket);
	const methods = proxy.username === undefined ? [noAuthentication] : [noAuthentication, userAndPassword];
	socket.write(Buffer.from([version, methods.length, ...methods]));
	const [spoken, method] = await reader.exactly(2);
	if (spoken !== version) throw new ProxyRefusal("does not speak SOCKS5");
	if (method === userAndPassword && proxy.username !== undefined) await authenticate(socket, reader, proxy);
	else if (method !== noAuthentication) {
		throw new ProxyRefusal(
			proxy.username === undefined ? "wants credentials, and its address has none" : "accepts no user name and password",
		);
	}
	socket.write(Buffer.from([version, 1, 0, ...destination(host), port >> 8, port & 0xff]));
	const [, reply = 1, , kind] = await reader.exactly(4);
	// A rule of the proxy stays; a server that it does not reach may come back.
	if (reply !== 0)
		throw new ProxyRefusal(refusals[reply] ?? `answered with the code ${reply}`, { permanent: reply === notAllowed });
	// The address that the proxy connects from, which is of no use here, and its port.
	const length = kind === 1 ? 4 : kind === 4 ? 16 : ((await reader.exactly(1))[0] ?? 0);
	await reader.exactly(length + 2);
	reader.release();
}

/** @see https://www.rfc-editor.org/rfc/rfc1929 */
async function authenticate(socket: Socket, reader: SocketReader, proxy: ProxyServer): Promise<void> {
	const username = Buffer.from(proxy.username ?? "", "utf8");
	const password = Buffer.from(proxy.password ?? "", "utf8");
	if (username.length > 255 || password.length > 255) throw new ProxyRefusal("takes no credentials of more than 255 bytes");
	socket.write(Buffer.concat([Buffer.of(1, username.length), username, Buffer.of(password.length), password]));
	const [, status] = await reader.exactly(2);
	if (status !== 0) throw new ProxyRefusal("does not accept the credentials of its address");
}

function destination(host: string): readonly number[] {
	const bytes = addressBytes(host);
	if (bytes !== undefined) return [bytes.length === 4 ? 1 : 4, ...bytes];
	const name = Buffer.from(host, "utf8");
	if (name.length > 255) throw new ProxyRefusal("takes no name of more than 255 bytes");
	return [3, name.length, ...name];
}
