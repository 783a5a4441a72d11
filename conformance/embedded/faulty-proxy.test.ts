import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { TestCluster } from "@kubex/testing";
import { Api, createClient, Kubeconfig, NotFoundError, TransportError } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { FaultyProxy } from "../chaos/faulty-proxy.ts";
import type { WatchFault } from "../chaos/proxy-fault.ts";
import { failureOf } from "../failure.ts";
import { openWatch, type WatchStream } from "../support/watch-stream.ts";

const cluster = await TestCluster.start();
afterAll(() => cluster.close());

/** A server of its own with a proxy before it, and both ways to it. */
async function setUp() {
	const own = cluster.isolated();
	const proxy = await FaultyProxy.start(await (await Kubeconfig.parse(own.kubeconfig)).clusterConfig());
	const client = await createClient({ config: proxy.config, retry: false });
	const writer = await own.createClient();
	onTestFinished(async () => {
		await client.close();
		await writer.close();
		await proxy.close();
		await own.close();
	});
	const written = new Api(ConfigMap, { client: writer });
	const path = "/api/v1/namespaces/default/configmaps";
	const { resourceVersion } = (await written.list()).metadata;
	return {
		proxy,
		configMaps: new Api(ConfigMap, { client }),
		written,
		/** A watch through the proxy of what is written from now on. */
		watch: async (): Promise<WatchStream> => {
			const stream = await openWatch(
				{ clusterConfig: async () => proxy.config },
				`${path}?watch=true&resourceVersion=${resourceVersion}`,
			);
			onTestFinished(() => stream[Symbol.asyncDispose]());
			return stream;
		},
		/** Creates one object after the other. */
		write: async (...names: readonly string[]): Promise<void> => {
			for (const name of names) await written.create({ metadata: { name } });
		},
		ask: async (target: string = path): Promise<IncomingMessage> => {
			const { certificateAuthority, server } = proxy.config;
			return await new Promise((resolve, reject) => {
				request(new URL(server).origin + new URL(server).pathname + target, {
					agent: false,
					ca: certificateAuthority as string,
				})
					.once("response", resolve)
					.once("error", reject)
					.end();
			});
		},
	};
}

/** The names in the lines up to the end, and the end. */
async function endOf(stream: WatchStream): Promise<readonly string[]> {
	const seen: string[] = [];
	try {
		for (let line = await stream.next(); line !== undefined; line = await stream.next()) {
			seen.push(line.type === "ERROR" ? `ERROR ${String(line.object["code"])}` : (line.object.metadata.name ?? line.type));
		}
		return [...seen, "end"];
	} catch (error) {
		return [
			...seen,
			error instanceof SyntaxError ? "half a line, end" : ((error as NodeJS.ErrnoException).code ?? String(error)),
		];
	}
}

test("without faults everything passes, as the administrator", async () => {
	const { configMaps, proxy, watch, written } = await setUp();
	await using stream = await watch();
	const created = await configMaps.create({ metadata: { name: "a" }, data: { text: "x".repeat(500_000) } });
	expect(await written.get("a")).toEqual(created);
	expect(await configMaps.list()).toEqual(await written.list());
	await expect(configMaps.get("none")).rejects.toThrow(NotFoundError);
	await configMaps.delete("a");
	expect((await stream.take(2)).map(({ type }) => type)).toEqual(["ADDED", "DELETED"]);
	expect(proxy.watches).toHaveLength(1);
	await stream[Symbol.asyncDispose]();
	await expect.poll(() => proxy.watches).toEqual([]);
});

test("a watch that nobody reads is read no further from the server, which then ends it", async () => {
	const { ask, written } = await setUp();
	const answer = await ask("/api/v1/namespaces/default/configmaps?watch=true");
	const data = { text: "x".repeat(900_000) };
	for (let count = 0; count < 40; count += 1) await written.create({ metadata: { generateName: "a-" }, data });
	let bytes = 0;
	for await (const chunk of answer as AsyncIterable<Buffer>) bytes += chunk.length;
	expect(bytes).toBeLessThan(36_000_000);
});

const three = ["a", "b", "c"];

test.each<[string, WatchFault, readonly string[]]>([
	["a reset", { type: "reset", afterFrames: 2 }, ["a", "b", "ECONNRESET"]],
	["a reset before the first frame", { type: "reset", afterFrames: 0 }, ["ECONNRESET"]],
	["an early end", { type: "close", afterFrames: 1 }, ["a", "end"]],
	["an end at once, as of a swallowed 410", { type: "close" }, ["end"]],
	["an ERROR frame", { type: "error", code: 410, afterFrames: 1 }, ["a", "ERROR 410", "end"]],
	["an ERROR frame at once", { type: "error", code: 500 }, ["ERROR 500", "end"]],
	["half a line and an end", { type: "truncate", end: "close", afterFrames: 1 }, ["a", "half a line, end"]],
	["half a line and a reset", { type: "truncate", end: "reset", afterFrames: 2 }, ["a", "b", "ECONNRESET"]],
	["a line twice", { type: "duplicate", afterFrames: 1 }, ["a", "b", "b", "c"]],
	["lines in another order", { type: "reorder", afterFrames: 1 }, ["a", "c", "b"]],
	["a pause", { type: "stall", milliseconds: 50, afterFrames: 1 }, three],
])("SF-7 LW-10..16 the next watch suffers %s, and the one after it nothing", async (_, fault, expected) => {
	const { proxy, watch, write } = await setUp();
	await write(...three);
	const planned = proxy.next({ verb: "watch" }, fault);
	await using stream = await watch();
	const seen =
		expected.length < 3 || fault.type === "reset" || fault.type === "truncate" || fault.type === "error"
			? await endOf(stream)
			: (await stream.take(expected.length)).map(({ object }) => object.metadata.name);
	expect(seen).toEqual(expected);
	expect(planned.happened).toBe(true);
	await using next = await watch();
	expect((await next.take(3)).map(({ object }) => object.metadata.name)).toEqual(three);
});

test.each<[string, WatchFault, readonly string[]]>([
	["a reset", { type: "reset" }, ["a", "ECONNRESET"]],
	["an early end", { type: "close" }, ["a", "end"]],
	["an ERROR frame", { type: "error", code: 500 }, ["a", "ERROR 500", "end"]],
])("a watch that runs suffers %s at once, without another frame", async (_, fault, expected) => {
	const { proxy, watch, write } = await setUp();
	await using stream = await watch();
	await write("a");
	const [first] = await stream.take(1);
	expect(proxy.watches[0]?.suffer(fault).happened).toBe(true);
	expect([first?.object.metadata.name, ...(await endOf(stream))]).toEqual(expected);
});

test("a half-open watch stays open and silent, for good, and others go on", async () => {
	const { proxy, watch, write } = await setUp();
	await using silent = await watch();
	await using other = await watch();
	proxy.watches[0]?.suffer({ type: "stall" });
	let settled = false;
	const outcome = endOf(silent).finally(() => (settled = true));
	await write("a");
	await other.take(1);
	await proxy.heal();
	await write("b");
	await other.take(1);
	// A round trip later than what it would have been told.
	await using third = await watch();
	await third.take(2);
	expect(settled).toBe(false);
	await proxy.close();
	expect(await outcome).toEqual(["ECONNRESET"]);
});

test("a pause holds back for its time, and loses nothing", async () => {
	const { proxy, watch, write } = await setUp();
	await using stream = await watch();
	const begin = performance.now();
	proxy.watches[0]?.suffer({ type: "stall", milliseconds: 300 });
	await write(...three);
	expect((await stream.take(3)).map(({ object }) => object.metadata.name)).toEqual(three);
	expect(performance.now() - begin).toBeGreaterThan(290);
});

test("healing takes back what has not happened, and a line that was held back comes", async () => {
	const { configMaps, proxy, watch, write } = await setUp();
	await using stream = await watch();
	const running = proxy.watches[0]?.suffer({ type: "reorder" });
	const planned = proxy.next({ verb: "list" }, { type: "status", code: 500 });
	await write("a");
	await using other = await watch();
	await other.take(1);
	await proxy.heal();
	expect(proxy.pending).toBe(0);
	expect((await stream.take(1))[0]?.object.metadata.name).toBe("a");
	await configMaps.list();
	expect([running?.happened, planned.happened]).toEqual([false, false]);
});

test("SF-7 a status instead of an answer, with the time to come back, in the order of planning", async () => {
	const { configMaps, proxy, watch } = await setUp();
	proxy.next({ verb: "list" }, { type: "status", code: 429, retryAfterSeconds: 2 });
	proxy.next({ verb: "list" }, { type: "status", code: 410 });
	expect(await failureOf(configMaps.list())).toMatchObject({ code: 429, reason: "TooManyRequests", retryAfter: 2000 });
	expect(await failureOf(configMaps.list())).toMatchObject({ code: 410, reason: "Expired" });
	await configMaps.list();
	proxy.next({ verb: "watch" }, { type: "status", code: 410 });
	expect((await watch()).status).toBe(410);
});

test("a fault waits for the verb and the path that it is for", async () => {
	const { configMaps, proxy, written } = await setUp();
	const planned = proxy.next({ verb: "get", path: /configmaps\/b$/ }, { type: "status", code: 503 });
	await written.create({ metadata: { name: "a" } });
	await written.create({ metadata: { name: "b" } });
	await configMaps.list();
	await configMaps.get("a");
	expect([planned.happened, proxy.pending]).toEqual([false, 1]);
	expect(await failureOf(configMaps.get("b"))).toMatchObject({ code: 503 });
	expect([planned.happened, proxy.pending]).toEqual([true, 0]);
});

test("a reset before the server hears of a write, and one instead of the answer to it", async () => {
	const { configMaps, proxy, written } = await setUp();
	proxy.next({ verb: "create" }, { type: "reset" });
	await expect(configMaps.create({ metadata: { name: "a" } })).rejects.toThrow(TransportError);
	await expect(written.get("a")).rejects.toThrow(NotFoundError);
	proxy.next({ verb: "create" }, { type: "loseResponse" });
	await expect(configMaps.create({ metadata: { name: "a" } })).rejects.toThrow(TransportError);
	await written.get("a");
});

test("a request that is never answered, nor carried out", async () => {
	const { configMaps, proxy, written } = await setUp();
	const planned = proxy.next({ verb: "create" }, { type: "stall" });
	const call = configMaps.create({ metadata: { name: "a" } }, { timeout: 200 });
	await expect(call).rejects.toThrow("200 ms");
	expect(planned.happened).toBe(true);
	await expect(written.get("a")).rejects.toThrow(NotFoundError);
});

test("an answer that breaks off, and one that comes late", async () => {
	const { ask, proxy } = await setUp();
	proxy.next({ verb: "list" }, { type: "cut", afterBytes: 10 });
	const answer = await ask();
	let text = "";
	const reading = (async () => {
		for await (const chunk of answer.setEncoding("utf8") as AsyncIterable<string>) text += chunk;
	})();
	await expect(reading).rejects.toMatchObject({ code: "ECONNRESET" });
	expect(text).toBe('{"kind":"C');
	const begin = performance.now();
	proxy.next({ verb: "list" }, { type: "delay", milliseconds: 200 });
	expect((await ask()).statusCode).toBe(200);
	expect(performance.now() - begin).toBeGreaterThan(190);
});

test("new connections are refused while those that there are go on", async () => {
	const { ask, proxy, watch, write } = await setUp();
	await using stream = await watch();
	await proxy.refuse(true);
	// The system may still take a connection in the moment in which the port is closed, and then resets it.
	await expect(ask()).rejects.toMatchObject({ code: expect.stringMatching(/^ECONN(?:REFUSED|RESET)$/) as unknown });
	await write("a");
	await stream.take(1);
	await proxy.heal();
	expect((await ask()).statusCode).toBe(200);
});

test("a server that is gone resets the clients' connections", async () => {
	const { ask, proxy, watch } = await setUp();
	const gone = await TestCluster.start();
	const config = await (await Kubeconfig.parse(gone.kubeconfig)).clusterConfig();
	await using before = await FaultyProxy.start(config);
	await using client = await createClient({ config: before.config, retry: false });
	await client.version();
	await gone.close();
	await expect(client.version()).rejects.toThrow(TransportError);
	// Another server's clients notice nothing.
	await using stream = await watch();
	expect([(await ask()).statusCode, stream.status, proxy.watches.length]).toEqual([200, 200, 1]);
});
