import { getEventListeners } from "node:events";
import type { Socket } from "node:net";
import { TransportError } from "kubex";
import { expect, test } from "vitest";
import { CertificateAuthority } from "../../../testing/src/certificates/certificate-authority.ts";
import { json, serve } from "../support/http-server.ts";
import { serveHttp2 } from "../support/http2-server.ts";
import { clientOf } from "../support/test-client.ts";

const get = { method: "GET", path: "/api/v1/pods" } as const;

test("G6 sequential calls share one connection", async () => {
	const server = await serve(json({}));
	const client = await clientOf(server.url);
	for (let call = 0; call < 50; call += 1) await client.request(get);
	expect(server.connections()).toBe(1);
});

test("G6 calls in flight open no more connections than there are calls, nor more than the pool has", async () => {
	const server = await serve(json({}));
	const client = await clientOf(server.url, { pool: { connections: 4 } });
	await Promise.all(Array.from({ length: 100 }, () => client.request(get)));
	expect(server.connections()).toBeLessThanOrEqual(4);
});

test("close() ends calls in flight and leaves no socket, timer or handle", async () => {
	const before = process.getActiveResourcesInfo().length;
	const server = await serve(() => {});
	const client = await clientOf(server.url);
	const controller = new AbortController();
	const pending = client.request(get, { signal: controller.signal }).catch((error: unknown) => error);
	await expect.poll(() => server.requests.length).toBe(1);
	await client.close();
	expect(await pending).toBeInstanceOf(TransportError);
	await expect.poll(() => server.open()).toBe(0);
	await server.close();
	await expect.poll(() => process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before);
});

test("close() gives up a connection that is still being opened", async () => {
	const server = await serve(() => {});
	// A TLS client and a server that does not speak it: the handshake never ends.
	const { createServer } = await import("node:net");
	const silent = createServer();
	await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
	const { port } = silent.address() as { port: number };
	const opened = new Promise<Socket>((resolve) => silent.once("connection", resolve));
	const client = await clientOf(`https://127.0.0.1:${port}`);
	const pending = client.request(get).catch((error: unknown) => error);
	const socket = await opened;
	const ended = new Promise((resolve) => socket.once("close", resolve).resume());
	await client.close();
	await ended;
	expect(await pending).toBeInstanceOf(TransportError);
	silent.close();
	await server.close();
});

test("a closed client refuses further calls, and closing again does nothing", async () => {
	const server = await serve(json({}));
	const client = await clientOf(server.url);
	await client.request(get);
	await client.close();
	await client.close();
	await expect(client.request(get)).rejects.toThrow(/client is closed/);
});

test("await using closes the client", async () => {
	const server = await serve(json({}));
	{
		await using client = await clientOf(server.url);
		await client.request(get);
		expect(server.open()).toBe(1);
	}
	await expect.poll(() => server.open()).toBe(0);
});

test("a call that gives up its connection leaves the place to those that wait", async () => {
	const server = await serve((request, response) => {
		if (request.url !== "/slow") json({})(request, response);
	});
	const client = await clientOf(server.url, { pool: { connections: 1 } });
	const controller = new AbortController();
	const slow = client.request({ ...get, path: "/slow" }, { signal: controller.signal }).catch((error: unknown) => error);
	await expect.poll(() => server.requests.length).toBe(1);
	const waiting = [client.request(get), client.request(get)];
	controller.abort();
	expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200]);
	expect(await slow).toBe(controller.signal.reason);
});

test.each([
	["HTTP/1.1", false],
	["HTTP/2", true],
])(
	"10,000 calls over %s leave no sockets, timers or listeners behind",
	async (_name, http2) => {
		const authority = new CertificateAuthority();
		const { certificate, key } = authority.issueServer(["127.0.0.1"]);
		const before = process.getActiveResourcesInfo().length;
		const options = { http2, pool: { connections: 8 }, cluster: { certificateAuthority: authority.certificate } };
		const answer = JSON.stringify({ a: 1 });
		const server = http2
			? await serveHttp2({ cert: certificate, key }, (stream) => {
					stream.respond({ ":status": 200 });
					stream.end(answer);
				})
			: await serve((_request, response) => response.end(answer), { cert: certificate, key });
		const client = await clientOf(server.url, options);
		const { signal } = new AbortController();
		const some = async (calls: number): Promise<void> => {
			await Promise.all(
				Array.from({ length: 8 }, async () => {
					for (let call = 0; call < calls / 8; call += 1)
						await client.request(get, { signal, timeout: { total: 30_000, headers: 20_000 } });
				}),
			);
		};
		await some(80);
		const resources = process.getActiveResourcesInfo().length;
		await some(10_000);
		expect(server.requests).toHaveLength(10_080);
		expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(resources);
		expect(getEventListeners(signal, "abort")).toHaveLength(0);
		await client.close();
		await server.close();
		await expect.poll(() => process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before);
	},
	60_000,
);

test("calls that fail or are given up leave nothing behind either", async () => {
	const server = await serve((request, response) => {
		if (request.url === "/reset") request.socket.resetAndDestroy();
		else if (request.url !== "/slow") json({})(request, response);
	});
	const client = await clientOf(server.url, { pool: { connections: 4 } });
	const { signal } = new AbortController();
	await client.request(get, { signal });
	const before = process.getActiveResourcesInfo().length;
	for (let round = 0; round < 100; round += 1) {
		await Promise.allSettled([
			client.request({ ...get, path: "/reset" }, { signal }),
			client.request({ ...get, path: "/slow" }, { signal, timeout: 1 }),
			client.request({ ...get, path: "/slow" }, { signal: AbortSignal.any([signal, AbortSignal.abort()]) }),
			client.request(get, { signal }),
		]);
	}
	await expect.poll(() => server.open()).toBeLessThanOrEqual(1);
	await expect.poll(() => process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before);
	expect(getEventListeners(signal, "abort")).toHaveLength(0);
});
