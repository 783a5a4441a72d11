import type { Socket } from "node:net";
import { TransportError } from "kubex";
import { expect, test } from "vitest";
import { json, serve } from "../support/http-server.ts";
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
