import { subscribe, unsubscribe } from "node:diagnostics_channel";
import {
	type Credentials,
	type RequestEvent,
	type ResponseEvent,
	TimeoutError,
	TooManyRequestsError,
	TransportError,
	UnauthorizedError,
} from "kubex";
import { describe, expect, onTestFinished, test } from "vitest";
import { json, serve, type TestServer } from "../support/http-server.ts";
import { rejection } from "../support/rejection.ts";
import { clientOf } from "../support/test-client.ts";

const get = { method: "GET", path: "/api/v1/pods" } as const;
const post = { method: "POST", path: "/api/v1/pods", body: {} } as const;
const quick = { initialDelay: 1 };

/** A server that gives these statuses in turn and then 200; 0 resets the connection. */
async function failing(
	...statuses: readonly (number | readonly [status: number, headers: Record<string, string>])[]
): Promise<TestServer> {
	const left = [...statuses];
	return await serve((request, response) => {
		const next = left.shift() ?? 200;
		const [status, headers] = typeof next === "number" ? [next, {}] : next;
		if (status === 0) request.socket.resetAndDestroy();
		else if (status === 200) json({})(request, response);
		else response.writeHead(status, headers).end();
	});
}

describe("repetition", () => {
	test("GAP-01 a server error and a reset are repeated for a read", async () => {
		const server = await failing(500, 0, 503);
		const client = await clientOf(server.url, { retry: quick });
		expect((await client.request(get)).status).toBe(200);
		expect(server.requests).toHaveLength(4);
	});

	test("GAP-01 a create is sent once, whatever happened to it", async () => {
		const server = await failing(0, 500);
		const client = await clientOf(server.url, { retry: quick });
		expect(await rejection(client.request(post))).toMatchObject({ name: "TransportError", sent: true });
		expect(await rejection(client.request(post))).toMatchObject({ name: "InternalServerError" });
		expect(server.requests).toHaveLength(2);
	});

	test("GAP-01 a refusal that says when is followed for a create too", async () => {
		const server = await failing([429, { "retry-after": "0" }], [503, { "retry-after": "0" }]);
		const client = await clientOf(server.url, { retry: quick });
		expect((await client.request(post)).status).toBe(200);
		expect(server.requests).toHaveLength(3);
	});

	test("GAP-01 SR-05 the refusal of a disruption budget is told at once, as whoever evicts says how long to wait", async () => {
		const details = { causes: [{ reason: "DisruptionBudget" }], retryAfterSeconds: 0 };
		const server = await serve((request, response) => {
			response.setHeader("retry-after", "0");
			json({ kind: "Status", apiVersion: "v1", code: 429, details }, 429)(request, response);
		});
		const client = await clientOf(server.url, { retry: quick });
		expect(await rejection(client.request(post))).toMatchObject({ name: "TooManyRequestsError", retryAfter: 0 });
		expect(server.requests).toHaveLength(1);
	});

	test("GAP-01 a refusal that would last beyond the deadline is told at once", async () => {
		const server = await failing([429, { "retry-after": "30" }]);
		const client = await clientOf(server.url, { retry: quick });
		expect(await rejection(client.request(get, { timeout: 5000 }))).toBeInstanceOf(TooManyRequestsError);
		expect(server.requests).toHaveLength(1);
	});

	test("GAP-01 the last answer is the error when the tries are used up", async () => {
		const server = await failing(500, 502, 503, 503, 503, 503);
		const client = await clientOf(server.url, { retry: { ...quick, attempts: 3 } });
		expect(await rejection(client.request(get))).toMatchObject({ code: 503 });
		expect(server.requests).toHaveLength(3);
	});

	test("a call may be repeated more, or never", async () => {
		const server = await failing(500, 500, 500);
		const client = await clientOf(server.url, { retry: false });
		expect(await rejection(client.request(get))).toMatchObject({ code: 500 });
		expect((await client.request(get, { retry: quick })).status).toBe(200);
		expect(server.requests).toHaveLength(4);
	});

	test("a server that is not there yet is tried again for every verb", async () => {
		const server = await failing();
		const { port } = server;
		await server.close();
		let tries = 0;
		const client = await clientOf(`http://127.0.0.1:${port}`, {
			retry: { ...quick, attempts: 3 },
			hooks: [{ onRequest: () => void (tries += 1) }],
		});
		expect(await rejection(client.request(post))).toMatchObject({ name: "TransportError", sent: false });
		expect(tries).toBe(3);
	});

	test("an abort and close() end the wait between tries", async () => {
		const server = await failing([429, { "retry-after": "20" }], [429, { "retry-after": "20" }]);
		const client = await clientOf(server.url, { retry: {} });
		const controller = new AbortController();
		const aborted = rejection(client.request(get, { signal: controller.signal }));
		const closed = rejection(client.request(get));
		await expect.poll(() => server.requests.length).toBe(2);
		controller.abort();
		expect(await aborted).toBe(controller.signal.reason);
		await client.close();
		expect(await closed).toBeInstanceOf(TransportError);
	});

	test("the deadline holds for all tries together", async () => {
		const server = await serve((request, response) => {
			if (server.requests.length < 3) json({}, 500)(request, response);
		});
		const client = await clientOf(server.url, { retry: quick });
		const error = await rejection(client.request(get, { timeout: 200 }));
		expect(error).toBeInstanceOf(TimeoutError);
		expect(server.requests).toHaveLength(3);
	});
});

describe("credentials", () => {
	/** A token that the server stops accepting, and a new one. */
	const renewable = (): Credentials & { renewals: number } => ({
		renewals: 0,
		headers() {
			return { authorization: `Bearer ${this.renewals}` };
		},
		invalidate() {
			this.renewals += 1;
			return true;
		},
	});

	test("G11 a 401 asks for new credentials once, and the request is sent again, whatever its verb", async () => {
		const server = await serve((request, response) =>
			request.headers.authorization === "Bearer 1" ? json({})(request, response) : response.writeHead(401).end(),
		);
		const credentials = renewable();
		const client = await clientOf(server.url, { cluster: { credentials } });
		expect((await client.request(post)).status).toBe(200);
		expect(server.requests).toHaveLength(2);
	});

	test("G11 a second 401 is the caller's", async () => {
		const server = await serve((_request, response) => response.writeHead(401).end());
		const client = await clientOf(server.url, { cluster: { credentials: renewable() } });
		expect(await rejection(client.request(get))).toBeInstanceOf(UnauthorizedError);
		expect(server.requests).toHaveLength(2);
	});

	test("G11 credentials that cannot be renewed are not tried twice", async () => {
		const server = await serve((_request, response) => response.writeHead(401).end());
		const client = await clientOf(server.url, { cluster: { credentials: { headers: () => ({}), invalidate: () => false } } });
		expect(await rejection(client.request(get))).toBeInstanceOf(UnauthorizedError);
		expect(server.requests).toHaveLength(1);
	});

	test("the wait for credentials counts against the deadline of the whole call", async () => {
		const server = await serve(() => {});
		const credentials: Credentials = { headers: () => new Promise((resolve) => setTimeout(resolve, 100, {})) };
		const client = await clientOf(server.url, { cluster: { credentials } });
		const error = await rejection(client.request(get, { timeout: 200 }));
		expect(error).toMatchObject({ name: "TimeoutError", phase: "headers" });
		// What is left for the answer, after credentials have taken their hundred.
		expect(Number(/within (\d+) ms/.exec(String(error))?.[1])).toBeLessThanOrEqual(101);
	});
});

describe("impersonation", () => {
	test("U5 is the client's unless the call names somebody else; every group has a header", async () => {
		const server = await failing();
		const client = await clientOf(server.url, { impersonate: { user: "jane", groups: ["dev", "ops"] } });
		await client.request(get);
		await client.request(get, { impersonate: { user: "joe" } });
		const seen = server.requests.map(({ rawHeaders }) =>
			rawHeaders.filter((_, index, all) => /^impersonate/i.test(all[index - (index % 2)] ?? "")),
		);
		expect(seen).toEqual([
			["impersonate-user", "jane", "impersonate-group", "dev", "impersonate-group", "ops"],
			["impersonate-user", "joe"],
		]);
	});
});

describe("observation", () => {
	test("G18 hooks see each try with its end, and may add headers", async () => {
		const server = await failing(500);
		const seen: unknown[] = [];
		const client = await clientOf(server.url, {
			retry: quick,
			hooks: [
				{
					onRequest: (event) => {
						event.headers["traceparent"] = `trace-${event.attempt}`;
					},
					onResponse: ({ request, status, bytes, duration, error }) => {
						expect(duration).toBeGreaterThan(0);
						seen.push([request.method, request.path, request.attempt, status, bytes, error]);
					},
				},
			],
		});
		await client.request({ ...get, query: [["labelSelector", "a=b"]] });
		expect(seen).toEqual([
			["GET", "/api/v1/pods", 1, 500, 0, undefined],
			["GET", "/api/v1/pods", 2, 200, 2, undefined],
		]);
		expect(server.requests.map(({ headers }) => headers["traceparent"])).toEqual(["trace-1", "trace-2"]);
	});

	test("G18 diagnostics channels tell the same, without secrets", async () => {
		const events: unknown[] = [];
		const note = (event: unknown): void => void events.push(event);
		subscribe("kubex.request.start", note);
		subscribe("kubex.request.end", note);
		onTestFinished(() => {
			unsubscribe("kubex.request.start", note);
			unsubscribe("kubex.request.end", note);
		});
		const server = await failing();
		await server.close();
		const client = await clientOf(server.url, {
			cluster: { credentials: { headers: () => ({ authorization: "Bearer hunter2" }) } },
		});
		const error = await rejection(client.request(get));
		const [start, end] = events as [RequestEvent, ResponseEvent];
		expect(start).toMatchObject({ method: "GET", path: "/api/v1/pods", attempt: 1 });
		expect(end).toMatchObject({ status: undefined, bytes: 0, error });
		expect(end.request).toBe(start);
		expect(JSON.stringify(events)).not.toContain("hunter2");
	});
});

describe("the rate limit", () => {
	test("holds back what is beyond the burst, in order, and lets nothing wait beyond its deadline", async () => {
		const server = await failing();
		const client = await clientOf(server.url, { rateLimit: { requestsPerSecond: 20, burst: 2 } });
		const begin = performance.now();
		await Promise.all([1, 2, 3, 4].map((number) => client.request({ ...get, path: `/${number}` })));
		expect(performance.now() - begin).toBeGreaterThan(95);
		expect(server.requests.map(({ url }) => url)).toEqual(["/1", "/2", "/3", "/4"]);
		const hurried = await Promise.all([1, 2].map(() => client.request(get, { timeout: 40 }).catch((error: unknown) => error)));
		expect(hurried.at(-1)).toMatchObject({ name: "TimeoutError" });
	});
});

describe("limits of phases", () => {
	test("a time for the answer to begin does not limit the answer", async () => {
		const server = await serve((_request, response) => {
			response.writeHead(200, { "content-type": "application/json" }).flushHeaders();
			setTimeout(() => response.end("{}"), 80);
		});
		const client = await clientOf(server.url);
		expect((await client.request(get, { timeout: { headers: 50 } })).status).toBe(200);
	});

	test("each phase that runs out is named", async () => {
		const server = await serve(() => {});
		const client = await clientOf(server.url, { pool: { connections: 1 } });
		const first = rejection(client.request(get, { timeout: { headers: 120 } }));
		expect(await rejection(client.request(get, { timeout: { connect: 30 } }))).toMatchObject({ phase: "connect" });
		expect(await first).toMatchObject({ phase: "headers", message: "GET /api/v1/pods: no answer within 120 ms" });
	});

	test.each([{ headers: 0 }, { connect: -1 }, { total: Number.NaN }])("%j is refused", async (timeout) => {
		const server = await failing();
		expect(await rejection((await clientOf(server.url)).request(get, { timeout }))).toBeInstanceOf(TypeError);
	});
});
