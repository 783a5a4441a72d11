import { getEventListeners } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type ApiRequest, staticCertificate, TransportError } from "kubex";
import { describe, expect, onTestFinished, test } from "vitest";
import { CertificateAuthority } from "../../../testing/src/certificates/certificate-authority.ts";
import { bearer } from "../../src/config/credentials.ts";
import { holdOf, IssuedCredentials } from "../../src/config/issued-credentials.ts";
import { json, serve, type TestServer } from "../support/http-server.ts";
import { rejection } from "../support/rejection.ts";
import { clientOf } from "../support/test-client.ts";

const get = { method: "GET", path: "/api/v1/pods" } as const;
const create = (id: number | string, body: unknown = {}): ApiRequest => ({ method: "POST", path: `/api/v1/pods/${id}`, body });
const retry = { initialDelay: 1 };

const authority = new CertificateAuthority();
const { certificate: cert, key } = authority.issueServer(["127.0.0.1"]);
const trusting = { certificateAuthority: authority.certificate };

/** What happens to a connection on its way to the server. */
type Fault = (client: Socket, open: () => Socket) => void;

const reset: Fault = (client) => void client.resetAndDestroy();
/** The peer vanishes: what is sent to it is neither read nor answered, and the connection stays. */
const silence: Fault = (client) => void client.pause();
/** The request arrives; of the answer this many bytes do, and then the connection breaks. */
const cutAfter =
	(length: number): Fault =>
	(client, open) => {
		const onward = open();
		client.pipe(onward);
		onward.once("data", (chunk) => {
			client.write(chunk.subarray(0, length), () => client.resetAndDestroy());
			onward.destroy();
		});
	};

/** A way to a server on which connections have these faults in turn, and later ones none; gives its port. */
async function faultyWay(server: TestServer, ...faults: readonly Fault[]): Promise<number> {
	const left = [...faults];
	const sockets = new Set<Socket>();
	const keep = (socket: Socket): Socket => socket.on("error", () => {}).on("close", () => sockets.delete(socket));
	const open = (): Socket => {
		const socket = keep(connect(server.port, "127.0.0.1"));
		sockets.add(socket);
		return socket;
	};
	const gate = createServer((client) => {
		sockets.add(keep(client));
		const fault = left.shift();
		if (fault !== undefined) fault(client, open);
		else client.pipe(open()).pipe(client);
	});
	await new Promise<void>((resolve) => void gate.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		for (const socket of sockets) socket.destroy();
		gate.close();
	});
	return (gate.address() as AddressInfo).port;
}

describe("broken connections", () => {
	test("a reset while TLS is set up is before the request, so a create is tried again and arrives once", async () => {
		const server = await serve(json({}, 201), { cert, key });
		const port = await faultyWay(server, reset, reset);
		const client = await clientOf(`https://127.0.0.1:${port}`, { retry, cluster: trusting });
		expect((await client.request(create("a"))).status).toBe(201);
		expect(server.requests.map(({ url }) => url)).toEqual(["/api/v1/pods/a"]);
	});

	test.each([0, 25])(
		"a reset after %d bytes of the answer: a create has been sent once and that is told, a read is repeated",
		async (length) => {
			const server = await serve(json({ some: "answer" }));
			const port = await faultyWay(server, cutAfter(length), cutAfter(length), cutAfter(length));
			const client = await clientOf(`http://127.0.0.1:${port}`, { retry });
			expect(await rejection(client.request(create("a")))).toMatchObject({ name: "TransportError", sent: true });
			expect(server.requests).toHaveLength(1);
			expect((await client.request(get)).body).toEqual({ some: "answer" });
			expect(server.requests.map(({ method }) => method)).toEqual(["POST", "GET", "GET", "GET"]);
		},
	);

	test("a peer that neither reads nor answers costs one call its time; the next one gets a connection of its own", async () => {
		const server = await serve(json({}));
		const port = await faultyWay(server, silence);
		const client = await clientOf(`http://127.0.0.1:${port}`, { retry, pool: { connections: 1 } });
		// More than the buffers of both sides hold.
		const stuck = rejection(client.request(create("a", "x".repeat(20_000_000)), { timeout: 200 }));
		const waiting = client.request(create("b"));
		expect(await stuck).toMatchObject({ name: "TimeoutError", phase: "headers" });
		expect((await waiting).status).toBe(200);
		expect(server.requests.map(({ url }) => url)).toEqual(["/api/v1/pods/b"]);
	});

	test("headers that never come to their end run into the limit of their phase", async () => {
		const drips = createServer((socket) => {
			socket.on("error", () => {}).write("HTTP/1.1 200 OK\r\nx-slow: ");
			const drip = setInterval(() => socket.write("x"), 10);
			socket.on("close", () => clearInterval(drip));
		});
		await new Promise<void>((resolve) => void drips.listen(0, "127.0.0.1", resolve));
		onTestFinished(() => void drips.close());
		const client = await clientOf(`http://127.0.0.1:${(drips.address() as AddressInfo).port}`, { retry });
		expect(await rejection(client.request(get, { timeout: { headers: 100 } }))).toMatchObject({
			phase: "headers",
			message: "GET /api/v1/pods: no answer within 100 ms",
		});
	});

	test("a name that cannot be resolved is before the request, for a create as well", async () => {
		let tries = 0;
		const hooks = [{ onRequest: () => void (tries += 1) }];
		const client = await clientOf("https://no-such-host.invalid", { retry: { ...retry, attempts: 3 }, hooks });
		expect(await rejection(client.request(create("a")))).toMatchObject({ name: "TransportError", sent: false });
		expect(tries).toBe(3);
	});

	test("an alert of TLS is before the request, told in words, and not asked for twice", async () => {
		// The server's key fits none of its ciphers.
		const strict = { maxVersion: "TLSv1.2", ciphers: "ECDHE-RSA-AES128-GCM-SHA256" } as const;
		const server = await serve(json({}), { cert, key, ...strict });
		const client = await clientOf(server.url, { retry: { ...retry, attempts: 2 }, cluster: trusting });
		expect(await rejection(client.request(create("a")))).toMatchObject({
			name: "TransportError",
			sent: false,
			permanent: true,
			message: expect.stringContaining("the server has ended the TLS handshake") as unknown,
		});
		expect(server.connections()).toBe(1);
		expect(server.requests).toHaveLength(0);
	});

	test.each([
		["none", {}],
		["one of another authority", staticCertificate(new CertificateAuthority().issueClient("a", []))],
	])("a server that wants a client certificate lets no request through with %s", async (_which, credentials) => {
		const server = await serve(json({}), { cert, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: true });
		const client = await clientOf(server.url, { cluster: { ...trusting, credentials } });
		expect(await rejection(client.request(create("a")))).toBeInstanceOf(TransportError);
		expect(server.requests).toHaveLength(0);
	});
});

/** What the process is warned of until the test ends, such as of a leak of listeners. */
function warningsOfProcess(): readonly string[] {
	const texts: string[] = [];
	const note = (warning: Error): void => void texts.push(String(warning));
	process.on("warning", note);
	onTestFinished(() => void process.off("warning", note));
	return texts;
}

test("GAP-01 100 creates in a storm of 429 all arrive, each once", async () => {
	const warnings = warningsOfProcess();
	const { signal } = new AbortController();
	const refusals = new Map<string, number>();
	const created: string[] = [];
	const server = await serve((request, response) => {
		const { url = "" } = request;
		const so = refusals.get(url) ?? 0;
		// Waves: some calls come through at once, some after four refusals, which is as often as a call is repeated.
		if (so === Number(url.split("/").at(-1)) % 5) {
			created.push(url);
			json({}, 201)(request, response);
			return;
		}
		refusals.set(url, so + 1);
		const after = so % 2 === 0 ? "0" : new Date(0).toUTCString();
		response.writeHead(429, { "retry-after": after }).end();
	});
	const client = await clientOf(server.url, { retry, pool: { connections: 8 } });
	const calls = Array.from({ length: 100 }, (_, id) => client.request(create(id), { signal, timeout: 10_000 }));
	expect(new Set((await Promise.all(calls)).map(({ status }) => status))).toEqual(new Set([201]));
	expect(created).toHaveLength(100);
	expect(new Set(created).size).toBe(100);
	expect(server.requests).toHaveLength(100 + 20 * (0 + 1 + 2 + 3 + 4));
	expect(getEventListeners(signal, "abort")).toHaveLength(0);
	expect(warnings).toEqual([]);
});

describe("credentials that end", () => {
	const hour = 3_600_000;

	test("G11 a clock that jumps beyond their end has them asked for once, by 200 calls", async () => {
		let now = Date.parse("2026-01-01T00:00:00Z");
		let issued = 0;
		const server = await serve(json({}));
		const shared = new IssuedCredentials(
			async () => ({ headers: bearer(String((issued += 1))), refreshAt: now + hour }),
			() => now,
		);
		const client = await clientOf(server.url, { cluster: { credentials: holdOf(shared, "headers") } });
		const all = async (): Promise<Set<string | undefined>> => {
			const from = server.requests.length;
			await Promise.all(Array.from({ length: 200 }, (_, id) => client.request(create(id))));
			return new Set(server.requests.slice(from).map(({ headers }) => headers.authorization));
		};
		expect(await all()).toEqual(new Set(["Bearer 1"]));
		now += 365 * 24 * hour;
		expect(await all()).toEqual(new Set(["Bearer 2"]));
		// Back again: what was issued later has not ended either.
		now -= 365 * 24 * hour;
		expect(await all()).toEqual(new Set(["Bearer 2"]));
		expect(issued).toBe(2);
	});

	test("G11 200 calls that are refused ask for others once, and each is sent twice", async () => {
		let issued = 0;
		const created: string[] = [];
		const server = await serve((request, response) => {
			const { authorization } = request.headers;
			if (authorization === "Bearer 2") created.push(request.url ?? "");
			json({}, authorization === "Bearer 2" ? 201 : 401)(request, response);
		});
		const shared = new IssuedCredentials(
			async () => ({ headers: bearer(String((issued += 1))), refreshAt: undefined }),
			Date.now,
		);
		const client = await clientOf(server.url, { cluster: { credentials: holdOf(shared, "headers") } });
		await Promise.all(Array.from({ length: 200 }, (_, id) => client.request(create(id))));
		expect(issued).toBe(2);
		expect(new Set(created).size).toBe(200);
		expect(created).toHaveLength(200);
	});
});

test("10,000 calls, of which some fail, leave no growth of heap, sockets, timers and listeners", {
	timeout: 60_000,
}, async () => {
	setFlagsFromString("--expose-gc");
	const collect = runInNewContext("gc") as () => void;
	const count = (): number => process.getActiveResourcesInfo().length;
	const before = count();
	let answered = 0;
	// Not through `serve`, which keeps every request.
	const { createServer: createHttpServer } = await import("node:http");
	const server = createHttpServer((request, response) => {
		answered += 1;
		if (answered % 100 === 0) request.socket.resetAndDestroy();
		else json({ items: [1, 2, 3] }, answered % 50 === 0 ? 500 : 200)(request, response);
	});
	let connections = 0;
	server.on("connection", (socket) => {
		connections += 1;
		socket.on("close", () => (connections -= 1));
	});
	await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => void server.close());
	const client = await clientOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
		retry,
		pool: { connections: 16 },
	});
	const controller = new AbortController();
	const calls = async (number: number): Promise<void> => {
		for (let done = 0; done < number; done += 100) {
			await Promise.all(
				Array.from({ length: 100 }, async (_, at) => {
					if (at === 0) await rejection(client.request(get, { signal: AbortSignal.abort() }));
					else await client.request(get, { signal: controller.signal });
				}),
			);
		}
	};
	await calls(2000);
	collect();
	const { heapUsed } = process.memoryUsage();
	await calls(10_000);
	collect();
	expect(process.memoryUsage().heapUsed - heapUsed).toBeLessThan(5_000_000);
	expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
	expect(connections).toBeLessThanOrEqual(16);
	await client.close();
	await expect.poll(() => connections).toBe(0);
	server.close();
	await expect.poll(count).toBeLessThanOrEqual(before);
});
