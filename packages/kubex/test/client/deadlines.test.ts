import { createServer } from "node:net";
import { TimeoutError, TransportError } from "kubex";
import { expect, onTestFinished, test } from "vitest";
import { json, serve } from "../support/http-server.ts";
import { rejection } from "../support/rejection.ts";
import { clientOf } from "../support/test-client.ts";

const get = { method: "GET", path: "/api/v1/pods" } as const;

test("BUG-23 a deadline is for the whole answer, even when it drips", async () => {
	const server = await serve((_request, response) => {
		response.writeHead(200, { "content-type": "application/json" });
		const drip = setInterval(() => response.write(" "), 10);
		response.on("close", () => clearInterval(drip));
	});
	const error = await rejection((await clientOf(server.url)).request(get, { timeout: 1000 }));
	expect(error).toBeInstanceOf(TimeoutError);
	expect(error).toMatchObject({ phase: "total", message: "GET /api/v1/pods: no complete answer within 1000 ms" });
});

test("no answer at all is the headers' phase, and the connection is not used again", async () => {
	let answered = 0;
	const server = await serve((request, response) => {
		answered += 1;
		if (answered > 1) json({})(request, response);
	});
	const client = await clientOf(server.url, { timeout: 50 });
	expect(await rejection(client.request(get))).toMatchObject({ name: "TimeoutError", phase: "headers" });
	expect((await client.request(get, { timeout: 5000 })).status).toBe(200);
	expect(server.connections()).toBe(2);
});

test("a peer that accepts and never shakes hands runs into the deadline while connecting", async () => {
	const silent = createServer();
	await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => void silent.close());
	const { port } = silent.address() as { port: number };
	const client = await clientOf(`https://127.0.0.1:${port}`);
	expect(await rejection(client.request(get, { timeout: 50 }))).toMatchObject({ name: "TimeoutError", phase: "connect" });
	await client.close();
});

test("calls that wait for a connection keep their deadline and are not sent later", async () => {
	const server = await serve(() => {});
	const client = await clientOf(server.url, { pool: { connections: 1 } });
	const first = rejection(client.request(get, { timeout: 300 }));
	const second = rejection(client.request(get, { timeout: 50 }));
	expect(await second).toMatchObject({ name: "TimeoutError", phase: "connect" });
	expect(await first).toMatchObject({ phase: "headers" });
	expect(server.requests).toHaveLength(1);
});

test("GAP-29 an abort rejects with the signal's own reason, before and during the call", async () => {
	const server = await serve(() => {});
	const client = await clientOf(server.url);
	const reason = new Error("changed my mind");
	expect(await rejection(client.request(get, { signal: AbortSignal.abort(reason) }))).toBe(reason);
	expect(server.requests).toHaveLength(0);

	const controller = new AbortController();
	const pending = rejection(client.request(get, { signal: controller.signal }));
	await expect.poll(() => server.requests.length).toBe(1);
	controller.abort(reason);
	expect(await pending).toBe(reason);
	await expect.poll(() => server.open()).toBe(0);
});

test.each([0, -1, Number.NaN, "5" as unknown as number, true as unknown as number])(
	"a timeout of %j is refused",
	async (timeout) => {
		const server = await serve(json({}));
		expect(await rejection((await clientOf(server.url)).request(get, { timeout }))).toBeInstanceOf(TypeError);
	},
);

test("no limit, and one beyond what a timer can count, both work", async () => {
	const server = await serve(json({}));
	const client = await clientOf(server.url, { timeout: false });
	await client.request(get);
	await client.request(get, { timeout: Number.MAX_SAFE_INTEGER });
	expect(server.requests).toHaveLength(2);
});

test("credentials that take too long run into the deadline as well", async () => {
	const server = await serve(json({}));
	const client = await clientOf(server.url, { cluster: { credentials: { headers: () => new Promise(() => {}) } } });
	expect(String(await rejection(client.request(get, { timeout: 30 })))).toMatch(/getting credentials took more than 30 ms/);
	const controller = new AbortController();
	const pending = rejection(client.request(get, { signal: controller.signal }));
	controller.abort();
	expect(await pending).toBe(controller.signal.reason);
});

test("a server that nobody runs is a TransportError that says so", async () => {
	const server = await serve(json({}));
	await server.close();
	const error = await rejection((await clientOf(server.url)).request(get));
	expect(error).toBeInstanceOf(TransportError);
	expect(String(error)).toMatch(
		/^TransportError: GET \/api\/v1\/pods: the connection was refused; is the server running\? \(.*127\.0\.0\.1/,
	);
	expect(error).toMatchObject({ cause: { code: "ECONNREFUSED" } });
});

test("a name that does not exist is a TransportError that says so", async () => {
	const error = await rejection((await clientOf("https://no-such-host.invalid")).request(get));
	expect(error).toBeInstanceOf(TransportError);
	expect(String(error)).toMatch(/cannot be resolved/);
});
