import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { getEventListeners } from "node:events";
import type { Socket } from "node:net";
import type { Writable } from "node:stream";
import { createGzip, gzipSync } from "node:zlib";
import {
	type Client,
	type ClientOptions,
	type ClientStream,
	NotFoundError,
	type ResponseEvent,
	TimeoutError,
	TransportError,
} from "kubex";
import { describe, expect, onTestFinished, test } from "vitest";
import { CertificateAuthority } from "../../../testing/src/certificates/certificate-authority.ts";
import { json, serve } from "../support/http-server.ts";
import { rejection } from "../support/rejection.ts";
import { type Exchange, type StreamServer, serveStreams } from "../support/stream-server.ts";
import { clientOf } from "../support/test-client.ts";

const get = { method: "GET", path: "/stream" } as const;
const authority = new CertificateAuthority();

async function connected(
	protocol: "HTTP/1.1" | "HTTP/2",
	answer: (exchange: Exchange) => void,
	options: ClientOptions = {},
): Promise<{ server: StreamServer; client: Client }> {
	const server = await serveStreams(protocol, answer);
	return { server, client: await clientOf(server.url, { ...server.options, ...options }) };
}

const text = (chunk: Uint8Array | undefined): string => new TextDecoder().decode(chunk);

async function rest({ body }: ClientStream): Promise<string> {
	let all = "";
	for await (const chunk of body) all += text(chunk);
	return all;
}

/** Writes until the other side reads no more; gives how much that was when it has come to a halt. */
async function fill(body: Writable, block: Buffer, most: number): Promise<number> {
	let written = 0;
	const halted = async (): Promise<boolean> => {
		const before = body.writableLength;
		return await expect
			.poll(() => body.writableLength < before, { timeout: 300, interval: 20 })
			.toBe(true)
			.then(
				() => false,
				() => true,
			);
	};
	while (written < most) {
		written += block.byteLength;
		if (!body.write(block) && (await halted())) break;
	}
	return written - body.writableLength;
}

/** Counts the bytes of bodies that undici has taken from its sockets. */
function bytesReceived(): () => number {
	let total = 0;
	const count = (message: unknown): void => void (total += (message as { chunk: Buffer }).chunk.byteLength);
	subscribe("undici:request:bodyChunkReceived", count);
	onTestFinished(() => void unsubscribe("undici:request:bodyChunkReceived", count));
	return () => total;
}

describe.each(["HTTP/1.1", "HTTP/2"] as const)("a stream over %s", (protocol) => {
	test("comes as it is written, and its connection serves the next call", async () => {
		let body: Writable | undefined;
		const { server, client } = await connected(protocol, (exchange) => {
			if (exchange.path === "/stream") body = exchange.begin();
			else exchange.begin().end("{}");
		});
		const stream = await client.stream(get);
		expect(stream).toMatchObject({ status: 200, headers: { "content-type": "application/json" } });
		for (const piece of ["one", "two"]) {
			const next = stream.body.next();
			body?.write(piece);
			expect(text((await next).value)).toBe(piece);
		}
		body?.end("three");
		expect(text((await stream.body.next()).value)).toBe("three");
		expect(await stream.body.next()).toEqual({ done: true, value: undefined });
		expect(await stream.body.next()).toEqual({ done: true, value: undefined });
		await client.request({ ...get, path: "/other" });
		expect(server.open()).toBe(1);
	});

	test("asks for nothing compressed, and is undone as it comes where it is all the same", async () => {
		const zip = createGzip();
		const { server, client } = await connected(
			protocol,
			(exchange) => {
				zip.pipe(exchange.begin(200, { "content-encoding": "gzip" }));
			},
			{ compression: true },
		);
		const stream = await client.stream(get);
		expect(server.exchanges[0]?.headers["accept-encoding"]).toBeUndefined();
		zip.write("one");
		zip.flush();
		expect(text((await stream.body.next()).value)).toBe("one");
		zip.end("x".repeat(3_000_000));
		expect(await rest(stream)).toBe("x".repeat(3_000_000));
	});

	test("a reader that does not read holds back the server, and gets all of it later", async () => {
		const block = Buffer.alloc(64 * 1024, "x");
		let body: Writable | undefined;
		const { client } = await connected(protocol, (exchange) => void (body = exchange.begin()));
		const stream = await client.stream(get);
		if (body === undefined) throw new Error("no request");
		// What the windows and buffers of either side hold.
		const taken = await fill(body, block, 64 * 2 ** 20);
		expect(taken).toBeLessThan(32 * 2 ** 20);
		const sent = taken + body.writableLength;
		body.end();
		let read = 0;
		for await (const chunk of stream.body) read += chunk.byteLength;
		expect(read).toBe(sent);
	});

	test("LW-24 return() gives up the connection at once, and whoever waits is done", async () => {
		const { server, client } = await connected(protocol, (exchange) => exchange.begin().write("one"));
		const { body } = await client.stream(get);
		await body.next();
		const waiting = [body.next(), body.next()];
		expect(await body.return()).toEqual({ done: true, value: undefined });
		expect(await Promise.all(waiting)).toEqual(Array.from({ length: 2 }, () => ({ done: true, value: undefined })));
		await body.return();
		await expect.poll(() => server.exchanges[0]?.isOver).toBe(true);
		await client.close();
		await expect.poll(() => server.open()).toBe(0);
	});

	test("one that is held back is given up as well, and no longer keeps the process running", async () => {
		const bodies: Writable[] = [];
		const { server, client } = await connected(protocol, (exchange) => {
			if (exchange.path === "/stream") bodies.push(exchange.begin());
			else exchange.begin().end("{}");
		});
		await client.request({ ...get, path: "/other" });
		const resources = process.getActiveResourcesInfo().length;
		const { body } = await client.stream(get);
		for (const each of bodies) await fill(each, Buffer.alloc(64 * 1024, "x"), 64 * 2 ** 20);
		await body.return();
		await expect.poll(() => server.exchanges[1]?.isOver).toBe(true);
		expect(await body.next()).toMatchObject({ done: true });
		await expect.poll(() => process.getActiveResourcesInfo().length).toBeLessThanOrEqual(resources);
	});

	test("LW-24 an abort is the signal's reason at once, without what came before", async () => {
		const { server, client } = await connected(protocol, (exchange) => exchange.begin().write("one"));
		const controller = new AbortController();
		const { body } = await client.stream(get, { signal: controller.signal });
		await body.next();
		const waiting = rejection(body.next());
		const reason = new Error("changed my mind");
		let settled: unknown;
		void waiting.then((error) => (settled = error));
		controller.abort(reason);
		await new Promise((resolve) => void setImmediate(resolve));
		expect(settled).toBe(reason);
		expect(await body.next()).toMatchObject({ done: true });
		await expect.poll(() => server.exchanges[0]?.isOver).toBe(true);
		expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
	});

	test("one that breaks off gives what came, and then says so once", async () => {
		const { server, client } = await connected(protocol, (exchange) => exchange.begin().write("one"));
		const { body } = await client.stream(get);
		const first = text((await body.next()).value);
		server.exchanges[0]?.break();
		const error = await rejection(body.next());
		expect(first).toBe("one");
		expect(error).toBeInstanceOf(TransportError);
		expect(String(error)).toMatch(/^TransportError: GET \/stream: /);
		expect(await body.next()).toMatchObject({ done: true });
	});

	test("close() ends it", async () => {
		const { server, client } = await connected(protocol, (exchange) => exchange.begin().write("one"));
		const { body } = await client.stream(get);
		await body.next();
		const waiting = rejection(body.next());
		await client.close();
		expect(await waiting).toBeInstanceOf(TransportError);
		await expect.poll(() => server.open()).toBe(0);
	});

	test("the client's timeout holds until the answer begins, and no longer", async () => {
		const bodies: Writable[] = [];
		const { client } = await connected(
			protocol,
			(exchange) => {
				if (exchange.path === "/stream") bodies.push(exchange.begin());
			},
			{ timeout: 1000 },
		);
		const stream = await client.stream(get);
		const late = rejection(client.stream({ ...get, path: "/silent" }));
		expect(await late).toMatchObject({ name: "TimeoutError", phase: "headers" });
		bodies[0]?.end("later than the timeout");
		expect(await rest(stream)).toBe("later than the timeout");
	});

	test("a timeout of the call is for all of it", async () => {
		const { server, client } = await connected(protocol, (exchange) => exchange.begin().write("one"));
		const { body } = await client.stream(get, { timeout: 1000 });
		await body.next();
		expect(await rejection(body.next())).toMatchObject({
			name: "TimeoutError",
			phase: "total",
			message: "GET /stream: no complete answer within 1000 ms",
		});
		await expect.poll(() => server.exchanges[0]?.isOver).toBe(true);
	});

	test("timeout.idle is for a silence of the server", async () => {
		const { server, client } = await connected(protocol, (exchange) => {
			const body = exchange.begin();
			let left = 5;
			const drip = setInterval(() => {
				if (left-- > 0) body.write("x");
				else clearInterval(drip);
			}, 60);
		});
		const error = await rejection(rest(await client.stream(get, { timeout: { idle: 200 } })));
		expect(error).toBeInstanceOf(TimeoutError);
		expect(error).toMatchObject({ phase: "idle", message: "GET /stream: not a byte within 200 ms" });
		await expect.poll(() => server.exchanges[0]?.isOver).toBe(true);
	});

	test("a refusal is an error with its whole body", async () => {
		const status = { kind: "Status", apiVersion: "v1", reason: "NotFound", message: "gone", code: 404 };
		const { client } = await connected(protocol, (exchange) => exchange.begin(404).end(JSON.stringify(status)));
		const error = await rejection(client.stream(get));
		expect(error).toBeInstanceOf(NotFoundError);
		expect(error).toMatchObject({ status });
	});

	test("hooks are told when it ends, with all its bytes", async () => {
		const events: ResponseEvent[] = [];
		const hooks = [{ onResponse: (event: ResponseEvent) => void events.push(event) }];
		const { server, client } = await connected(
			protocol,
			(exchange) => {
				const body = exchange.begin();
				if (exchange.path === "/whole") body.end("four");
				else body.write("one");
			},
			{ hooks },
		);
		const whole = await client.stream({ ...get, path: "/whole" });
		expect(events).toHaveLength(0);
		expect(await rest(whole)).toBe("four");
		const left = await client.stream(get);
		await left.body.next();
		await left.body.return();
		const broken = await client.stream(get);
		await broken.body.next();
		server.exchanges[2]?.break();
		const error = await rejection(broken.body.next());
		expect(events).toMatchObject([
			{ status: 200, bytes: 4, error: undefined, request: { path: "/whole" } },
			{ status: 200, bytes: 3, error: undefined },
			{ status: 200, bytes: 3, error },
		]);
		expect(events.every(({ duration }) => duration > 0)).toBe(true);
	});

	test("1,000 streams that end, are left, aborted or run into their time leave nothing behind", async () => {
		const { server, client } = await connected(protocol, (exchange) => {
			const body = exchange.begin();
			if (exchange.path === "/whole") body.end("one");
			else body.write("one");
		});
		const { signal } = new AbortController();
		const round = async (): Promise<void> => {
			const timeout = { total: 30_000, idle: 20_000 };
			await rest(await client.stream({ ...get, path: "/whole" }, { signal, timeout }));
			for await (const _ of (await client.stream(get, { signal, timeout })).body) break;
			const controller = new AbortController();
			const { body } = await client.stream(get, { signal: controller.signal, timeout });
			controller.abort();
			await rejection(body.next());
			await rejection(rest(await client.stream(get, { signal, timeout: { total: 30_000, idle: 1 } })));
		};
		await round();
		await client.request({ ...get, path: "/whole" }).catch(() => {});
		const resources = process.getActiveResourcesInfo().length;
		for (let count = 0; count < 250; count += 1) await round();
		await client.request({ ...get, path: "/whole" }).catch(() => {});
		await expect.poll(() => server.open()).toBe(1);
		await expect.poll(() => process.getActiveResourcesInfo().length).toBeLessThanOrEqual(resources);
		expect(getEventListeners(signal, "abort")).toHaveLength(0);
	}, 60_000);
});

describe("over HTTP/1.1", () => {
	test("streams take no place in the pool, and those that end go back to it while there is one", async () => {
		const bodies: Writable[] = [];
		const { server, client } = await connected(
			"HTTP/1.1",
			(exchange) => {
				if (exchange.path === "/stream") bodies.push(exchange.begin());
				else exchange.begin().end("{}");
			},
			{ pool: { connections: 2 } },
		);
		const streams = await Promise.all(Array.from({ length: 5 }, () => client.stream(get)));
		expect(server.open()).toBe(5);
		const calls = Array.from({ length: 20 }, () => client.request({ ...get, path: "/call" }));
		await Promise.all(calls);
		expect(server.open()).toBe(7);
		for (const body of bodies) body.end();
		await Promise.all(streams.map(rest));
		await expect.poll(() => server.open()).toBe(2);
		await client.stream(get);
		await client.request({ ...get, path: "/call" });
		expect(server.open()).toBe(2);
	});

	test("a change of the certificate lets it run to its end on its old connection", async () => {
		const bodies: Writable[] = [];
		const server = await serveStreams("HTTP/1.1", (exchange) => {
			if (exchange.path === "/stream") bodies.push(exchange.begin());
			else exchange.begin().end("{}");
		});
		const identities = [authority.issueClient("a", []), authority.issueClient("b", [])];
		const credentials = { clientCertificate: () => identities[bodies.length] };
		const client = await clientOf(server.url, { cluster: { ...server.options.cluster, credentials } });
		const stream = await client.stream(get);
		await client.request({ ...get, path: "/other" });
		expect(server.open()).toBe(2);
		bodies[0]?.end("late");
		expect(await rest(stream)).toBe("late");
		await expect.poll(() => server.open()).toBe(1);
	});

	test("a try that is refused is followed by another, one that has begun is not", async () => {
		let tries = 0;
		const { server, client } = await connected(
			"HTTP/1.1",
			(exchange) => {
				tries += 1;
				if (tries === 1) exchange.begin(503).end();
				else if (tries === 2) exchange.break();
				else exchange.begin().write("one", () => exchange.break());
			},
			{ retry: { initialDelay: 1 } },
		);
		expect(await rejection(rest(await client.stream(get)))).toBeInstanceOf(TransportError);
		expect(server.exchanges).toHaveLength(3);
	});

	// undici's parser asserts when a connection that is not to be kept is reset while its answer is held back.
	test.each(["keep-alive", "close"])(
		"a reader that lags behind gets an error when a connection to %s is reset",
		async (connection) => {
			const received = bytesReceived();
			let socket: Socket | undefined;
			// More than is taken for a reader, and little enough that the socket goes on reading and sees the reset.
			const size = 264 * 1024;
			const server = await serve((request, response) => {
				response.writeHead(200, { connection }).write(Buffer.alloc(size));
				socket = request.socket;
			});
			const client = await clientOf(server.url);
			const stream = await client.stream(get);
			await expect.poll(received).toBeGreaterThan(256 * 1024);
			socket?.resetAndDestroy();
			await expect.poll(() => server.open()).toBe(0);
			expect(await rejection(rest(stream))).toBeInstanceOf(TransportError);
		},
	);

	test("gzip that is broken off or broken is told", async () => {
		const zipped = gzipSync("x".repeat(1000));
		for (const sent of [zipped.subarray(0, -9), Buffer.from("no gzip")]) {
			const { client } = await connected("HTTP/1.1", (exchange) => {
				exchange.begin(200, { "content-encoding": "gzip" }).end(sent);
			});
			expect(String(await rejection(rest(await client.stream(get))))).toMatch(/gzip encoding is broken/);
		}
	});

	test("an answer without a body is one that ends at once", async () => {
		const { client } = await connected("HTTP/1.1", (exchange) => void exchange.begin(204).end());
		const stream = await client.stream(get);
		expect(stream.status).toBe(204);
		expect(await rest(stream)).toBe("");
	});
});

test("a transport that cannot stream is heard all the same", async () => {
	const transport = {
		send: () => Promise.resolve({ status: 200, headers: {}, bytes: new TextEncoder().encode("whole") }),
		close: () => Promise.resolve(),
	};
	const client = await clientOf("http://unused", { transport });
	expect(await rest(await client.stream(get))).toBe("whole");
	const { body } = await client.stream(get);
	await body.return();
	expect(await body.next()).toMatchObject({ done: true });
});

test("a rate limit holds back the beginning of streams", async () => {
	const server = await serve(json({}));
	const client = await clientOf(server.url, { rateLimit: { requestsPerSecond: 1, burst: 1 } });
	expect(await rest(await client.stream(get))).toBe("{}");
	expect(await rejection(client.stream(get, { timeout: 50 }))).toBeInstanceOf(TimeoutError);
	expect(server.requests).toHaveLength(1);
});
