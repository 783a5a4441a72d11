import { getEventListeners } from "node:events";
import type { Writable } from "node:stream";
import {
	Api,
	type Bookmark,
	ExpiredError,
	ForbiddenError,
	ProtocolError,
	TransportError,
	UnsupportedOperationError,
	type WatchEvent,
} from "kubex";
import { Binding, ConfigMap, Node } from "kubex/k8s/v1_35/core/v1";
import { describe, expect, test } from "vitest";
import { rejection } from "../support/rejection.ts";
import { type StreamServer, serveStreams } from "../support/stream-server.ts";
import { clientOf } from "../support/test-client.ts";

type Event = WatchEvent<ConfigMap>;

interface Watched {
	readonly server: StreamServer;
	readonly api: Api<ConfigMap>;
	/** Waits for the next watch, whose head is sent at once, and gives what it is written to. */
	readonly opened: () => Promise<Writable>;
}

async function watched(): Promise<Watched> {
	const bodies: Writable[] = [];
	const server = await serveStreams("HTTP/1.1", (exchange) => void bodies.push(exchange.begin()));
	const api = new Api(ConfigMap, { client: await clientOf(server.url, server.options) });
	let taken = 0;
	const opened = async (): Promise<Writable> => {
		taken += 1;
		await expect.poll(() => bodies.length).toBeGreaterThanOrEqual(taken);
		return bodies[taken - 1] ?? expect.fail();
	};
	return { server, api, opened };
}

const event = (name: string, type = "ADDED"): { type: string; object: { kind: string; metadata: { name: string } } } => ({
	type,
	object: { kind: "ConfigMap", metadata: { name } },
});
const lines = (...events: readonly unknown[]): string => events.map((each) => `${JSON.stringify(each)}\n`).join("");
const gone = { kind: "Status", apiVersion: "v1", status: "Failure", code: 410, reason: "Expired", message: "too old" };
const done = { done: true, value: undefined };

/** Lets everything that is due happen, and a read of a socket. */
const turn = async (): Promise<void> => await new Promise((resolve) => void setImmediate(resolve));

describe("one by one", () => {
	test("the events come in their order, and the server's end is the end", async () => {
		const { api, opened } = await watched();
		const watch = api.watch();
		const first = watch.next();
		const body = await opened();
		body.write(lines(event("a"), event("a", "MODIFIED")));
		expect(await first).toEqual({ done: false, value: event("a") });
		body.write(lines({ type: "UNKNOWN" }, event("a", "DELETED")));
		body.end(lines(event("b")).slice(0, -1));
		const rest: Event[] = [];
		for await (const each of watch) rest.push(each);
		// The last line has no end, so it may be half of one.
		expect(rest).toEqual([event("a", "MODIFIED"), event("a", "DELETED")]);
		expect(await watch.next()).toEqual(done);
	});

	test("JS-5 calls at the same time are answered in their order", async () => {
		const { server, api, opened } = await watched();
		const watch = api.watch();
		const names: string[] = [];
		const take = async (): Promise<void> => {
			const { value } = await watch.next();
			names.push(value?.type === "ADDED" ? value.object.metadata.name : "end");
		};
		const calls = Array.from({ length: 5 }, take);
		const body = await opened();
		body.write(lines(event("a"), event("b")));
		await Promise.all(calls.slice(0, 2));
		calls.push(take());
		body.write(lines(event("c")));
		body.end(lines(event("d"), event("e")));
		await Promise.all([...calls, take()]);
		expect(names).toEqual(["a", "b", "c", "d", "e", "end", "end"]);
		expect(server.exchanges).toHaveLength(1);
	});

	test("J6 a bookmark is an event of its own", async () => {
		const { api, opened } = await watched();
		const bookmark: Bookmark = { apiVersion: "v1", kind: "ConfigMap", metadata: { resourceVersion: "7" } };
		const watch = api.watch({ allowWatchBookmarks: true });
		const next = watch.next();
		const body = await opened();
		body.write(lines({ type: "BOOKMARK", object: bookmark }));
		expect(await next).toEqual({ done: false, value: { type: "BOOKMARK", object: bookmark } });
		await watch.return();
	});
});

describe("in batches", () => {
	test("a batch is what one read of the connection brought, and may be empty", async () => {
		const { api, opened } = await watched();
		const batches = api.watch().batches();
		let next = batches.next();
		const body = await opened();
		for (const [text, events] of [
			[lines(event("a"), event("b")), [event("a"), event("b")]],
			[lines(event("c")).slice(0, 9), []],
			[lines(event("c")).slice(9), [event("c")]],
		] as const) {
			body.write(text);
			expect(await next).toEqual({ done: false, value: events });
			next = batches.next();
		}
		body.end();
		expect(await next).toEqual(done);
	});

	test("what was read and not taken one by one comes first", async () => {
		const { api, opened } = await watched();
		const watch = api.watch();
		const first = watch.next();
		const body = await opened();
		body.end(lines(event("a"), event("b"), event("c")));
		await first;
		const left: Event[][] = [];
		for await (const batch of watch.batches()) left.push([...batch]);
		expect(left.flat()).toEqual([event("b"), event("c")]);
	});
});

describe("errors", () => {
	test("SF-7 an ERROR comes after the events before it, and ends the watch", async () => {
		const { server, api, opened } = await watched();
		const watch = api.watch();
		const first = watch.next();
		const body = await opened();
		body.write(lines(event("a"), { type: "ERROR", object: gone }, event("b")));
		expect(await first).toMatchObject({ value: event("a") });
		const error = await rejection(watch.next());
		expect(error).toBeInstanceOf(ExpiredError);
		expect(error).toMatchObject({ message: "GET /api/v1/namespaces/default/configmaps: 410 Expired: too old" });
		expect(await watch.next()).toEqual(done);
		await expect.poll(() => server.exchanges[0]?.isOver).toBe(true);
	});

	test("a refusal is its error", async () => {
		const status = { ...gone, code: 403, reason: "Forbidden" };
		const server = await serveStreams("HTTP/1.1", (exchange) => exchange.begin(403).end(JSON.stringify(status)));
		const watch = new Api(ConfigMap, { client: await clientOf(server.url, server.options) }).watch();
		expect(await rejection(watch.next())).toBeInstanceOf(ForbiddenError);
		expect(await watch.next()).toEqual(done);
	});

	test("LW-23 a line that is broken is a ProtocolError that does not quote it", async () => {
		const { api, opened } = await watched();
		const watch = api.watch();
		const first = watch.next();
		const body = await opened();
		body.write(`${lines(event("a"))}{"secret\n`);
		await first;
		const error = await rejection(watch.next());
		expect(error).toBeInstanceOf(ProtocolError);
		expect(String(error)).not.toContain("secret");
	});

	test("an answer that is no watch is told", async () => {
		const server = await serveStreams("HTTP/1.1", (exchange) => exchange.begin(200, { "content-type": "text/html" }).end("<p>"));
		const watch = new Api(ConfigMap, { client: await clientOf(server.url, server.options) }).watch();
		expect(String(await rejection(watch.next()))).toMatch(/GET .*configmaps: the answer is of type "text\/html"/);
		await expect.poll(() => server.exchanges[0]?.isOver).toBe(true);
	});

	test("a connection that breaks is a TransportError, after the events before it", async () => {
		const { server, api, opened } = await watched();
		const watch = api.watch();
		const first = watch.next();
		const body = await opened();
		body.write(lines(event("a"), event("b")));
		await first;
		server.exchanges[0]?.break();
		expect(await watch.next()).toMatchObject({ value: event("b") });
		expect(await rejection(watch.next())).toBeInstanceOf(TransportError);
		expect(await watch.next()).toEqual(done);
	});
});

describe("leaving", () => {
	test("JS-4 LW-24 a break, and an error in the loop, give up the connection", async () => {
		const { server, api, opened } = await watched();
		const leave = async (how: () => unknown): Promise<void> => {
			const loop = (async () => {
				for await (const _ of api.watch()) if (how() === true) break;
			})();
			const body = await opened();
			body.write(lines(event("a"), event("b")));
			await loop;
		};
		await leave(() => true);
		await expect.poll(() => server.open()).toBe(0);
		const failure = new Error("of the loop");
		const thrown = await rejection(
			leave(() => {
				throw failure;
			}),
		);
		expect(thrown).toBe(failure);
		await expect.poll(() => server.open()).toBe(0);
		expect(server.exchanges).toHaveLength(2);
	});

	test("LW-24 return() ends whoever waits, before the answer has begun as well", async () => {
		const server = await serveStreams("HTTP/1.1");
		const api = new Api(ConfigMap, { client: await clientOf(server.url, server.options) });
		const watch = api.watch();
		const waiting = [watch.next(), watch.next(), watch.batches().next()];
		await expect.poll(() => server.exchanges.length).toBe(1);
		await watch.return();
		await turn();
		expect(await Promise.all(waiting)).toEqual([done, done, done]);
		await expect.poll(() => server.open()).toBe(0);
	});

	test("LW-24 an abort rejects with its reason in the same turn, and nothing that was read comes after it", async () => {
		const { server, api, opened } = await watched();
		const controller = new AbortController();
		const { signal } = controller;
		const reason = new Error("stop");
		const watch = api.watch({ signal });
		const first = watch.next();
		const body = await opened();
		body.write(lines(event("a"), event("b")));
		await first;
		const other = api.watch({ signal });
		let settled: unknown;
		const waiting = rejection(other.next()).then((error) => (settled = error));
		await expect.poll(() => server.exchanges.length).toBe(2);
		controller.abort(reason);
		await turn();
		expect(settled).toBe(reason);
		await waiting;
		expect(await rejection(watch.next())).toBe(reason);
		expect([await watch.next(), await other.next()]).toEqual([done, done]);
		expect(await rejection(api.watch({ signal }).next())).toBe(reason);
		expect(server.exchanges).toHaveLength(2);
		await expect.poll(() => server.open()).toBe(0);
		expect(getEventListeners(signal, "abort")).toHaveLength(0);
	});

	test("JS-4 one that is never started sends nothing and leaves nothing", async () => {
		const { server, api } = await watched();
		const { signal } = new AbortController();
		const resources = process.getActiveResourcesInfo().length;
		{
			await using watch = api.watch({ signal });
			api.watch({ signal }).batches();
			expect(watch[Symbol.asyncIterator]()).toBe(watch);
		}
		const left = api.watch({ signal });
		await left.return();
		expect(await left.next()).toEqual(done);
		await turn();
		expect(server.exchanges).toHaveLength(0);
		expect(getEventListeners(signal, "abort")).toHaveLength(0);
		expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(resources);
	});
});

describe("what is asked for", () => {
	test("the namespace is the call's, else the Api's; null is all of them", async () => {
		const { server, api, opened } = await watched();
		const all = new Api(ConfigMap, { client: api.client, namespace: null });
		for (const watch of [api.watch(), api.watch({ namespace: "x" }), api.watch({ namespace: null }), all.watch()]) {
			void watch.next();
			await opened();
			await watch.return();
		}
		expect(server.exchanges.map(({ path }) => path)).toEqual([
			"/api/v1/namespaces/default/configmaps?watch=true",
			"/api/v1/namespaces/x/configmaps?watch=true",
			"/api/v1/configmaps?watch=true",
			"/api/v1/configmaps?watch=true",
		]);
	});

	test("what cannot be sent is refused at the call", async () => {
		const { server, api } = await watched();
		const { client } = api;
		const misuse = { namespace: "x" } as object;
		expect(() => new Api(Node, { client }).watch(misuse)).toThrow(/Node is cluster-scoped/);
		expect(() => new Api(Node, { client }).metadata.watch(misuse)).toThrow(/Node is cluster-scoped/);
		expect(() => api.watch({ timeoutSeconds: 0.5 })).toThrow(TypeError);
		const binding = new Api(Binding, { client }) as unknown as Api<ConfigMap>;
		expect(() => binding.watch()).toThrow(UnsupportedOperationError);
		expect(server.exchanges).toHaveLength(0);
	});
});
