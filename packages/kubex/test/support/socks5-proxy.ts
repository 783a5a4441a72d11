import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { TestProxy } from "./http-proxy.ts";

/** How a SOCKS5 proxy behaves. */
export interface Socks5Options {
	/** `user:password` that it wants. */
	readonly credentials?: string;
	/** The code with which it refuses. */
	readonly refuse?: number;
	/** Where it connects to, whatever it is asked for. */
	readonly route?: { readonly host: string; readonly port: number };
	/** Sends its answers byte by byte. */
	readonly slow?: boolean;
}

/** A SOCKS5 proxy, by RFC 1928 and RFC 1929. */
export async function socks5Proxy(options: Socks5Options = {}): Promise<TestProxy> {
	const targets: string[] = [];
	const sockets = new Set<Socket>();
	const tunnels = new Set<Socket>();
	const server = createServer({ noDelay: true }, (socket) => {
		sockets.add(socket);
		socket.on("error", () => {}).on("close", () => sockets.delete(socket));
		void converse(socket);
	});

	async function converse(socket: Socket): Promise<void> {
		const bytes = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
		let read: Buffer = Buffer.alloc(0);
		const take = async (length: number): Promise<Buffer> => {
			while (read.length < length) {
				const { done, value } = await bytes.next();
				if (done === true) throw new Error("closed");
				read = Buffer.concat([read, value]);
			}
			const taken = read.subarray(0, length);
			read = read.subarray(length);
			return taken;
		};
		const say = async (...answer: readonly number[]): Promise<void> => {
			if (options.slow !== true) socket.write(Buffer.from(answer));
			else for (const byte of answer) await new Promise((resolve) => socket.write(Buffer.of(byte), resolve));
		};
		try {
			const [, count = 0] = await take(2);
			const methods = await take(count);
			const method = options.credentials === undefined ? 0 : 2;
			if (!methods.includes(method)) return void socket.end(Buffer.of(5, 0xff));
			await say(5, method);
			if (method === 2) {
				const username = await take((await take(2))[1] ?? 0);
				const password = await take((await take(1))[0] ?? 0);
				const right = `${username.toString()}:${password.toString()}` === options.credentials;
				await say(1, right ? 0 : 1);
				if (!right) return void socket.end();
			}
			const [, , , kind] = await take(4);
			const host =
				kind === 1
					? (await take(4)).join(".")
					: kind === 4
						? (await take(16)).toString("hex").replace(/(.{4})(?=.)/g, "$1:")
						: (await take((await take(1))[0] ?? 0)).toString();
			const port = (await take(2)).readUInt16BE();
			targets.push(`${kind === 1 ? "IPv4" : kind === 4 ? "IPv6" : "name"} ${host} ${port}`);
			if (options.refuse !== undefined) return void socket.end(Buffer.of(5, options.refuse, 0, 1, 0, 0, 0, 0, 0, 0));
			const upstream = connect(options.route ?? { host, port });
			upstream.on("error", () => socket.destroy()).on("close", () => tunnels.delete(upstream) && socket.destroy());
			sockets.add(upstream);
			await new Promise((resolve) => upstream.once("connect", resolve));
			tunnels.add(upstream);
			// A name as the bound address is as good as any.
			await say(5, 0, 0, 3, 2, 0x68, 0x69, 0, 0);
			socket.on("close", () => upstream.destroy());
			upstream.pipe(socket);
			upstream.write(read);
			for (let next = await bytes.next(); next.done !== true; next = await bytes.next()) upstream.write(next.value);
			upstream.end();
		} catch {
			socket.destroy();
		}
	}

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
