import { TransportError } from "kubex";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fault } from "../../src/index.ts";
import { TestCluster } from "../../src/test-cluster.ts";
import { VirtualClock } from "../../src/virtual-clock.ts";
import { rawRequest } from "../raw-request.ts";
import { type CarriedAnswer, carriers, hear, lines } from "./carriers.ts";

const path = "/api/v1/namespaces/default/configmaps";
const watchPath = `${path}?watch=1&labelSelector=ours`;
let clock: VirtualClock;
let cluster: TestCluster;

beforeEach(async () => {
	clock = new VirtualClock();
	cluster = await TestCluster.start({ clock });
});

afterEach(async () => {
	await cluster.close();
	if (clock.timers > 0) throw new Error("a timer is left");
});

const configMap = (name: string): string => JSON.stringify({ metadata: { name, labels: { ours: "" } } });

async function create(...names: readonly string[]): Promise<void> {
	for (const name of names) await rawRequest(cluster, { method: "POST", path, body: configMap(name) });
}

/** The events of a text, briefly; what is no whole line is `half`. */
const brief = (text: string): readonly string[] =>
	text
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => {
			try {
				const { type, object } = JSON.parse(line);
				return `${type} ${object.metadata.name ?? object.code ?? "-"}`;
			} catch {
				return "half";
			}
		});

describe.each(carriers)("$name", (carrier) => {
	const get = (target: string): Promise<CarriedAnswer> => carrier.send(cluster, "GET", target);
	const watch = (query = ""): Promise<CarriedAnswer> => get(watchPath + query);
	const exists = async (name: string): Promise<boolean> => (await get(`${path}/${name}`)).status === 200;

	test("X A9 a status comes instead of the answer, with its reason and its wait, and nothing is carried out", async () => {
		const planned = cluster.faults.next("create", { type: "status", code: 429, retryAfterSeconds: 3 });
		const answer = await carrier.send(cluster, "POST", path, { body: configMap("a") });
		expect([answer.status, answer.headers["retry-after"]]).toEqual([429, "3"]);
		expect(JSON.parse((await hear(answer)).text)).toEqual({
			kind: "Status",
			apiVersion: "v1",
			metadata: {},
			status: "Failure",
			message: "a planned fault",
			reason: "TooManyRequests",
			details: { retryAfterSeconds: 3 },
			code: 429,
		});
		expect(planned).toMatchObject({ taken: true, happened: true });
		expect(await exists("a")).toBe(false);
		cluster.faults.next("create", { type: "status", code: 409, reason: "AlreadyExists", message: "twice" });
		const { text } = await hear(await carrier.send(cluster, "POST", path, { body: configMap("a") }));
		expect(JSON.parse(text)).toMatchObject({ code: 409, reason: "AlreadyExists", message: "twice" });
		expect((await carrier.send(cluster, "POST", path, { body: configMap("a") })).status).toBe(201);
	});

	test("X J3 a watch is refused with 410 before it is one", async () => {
		cluster.faults.next("watch", { type: "status", code: 410 });
		const answer = await watch();
		expect(answer.status).toBe(410);
		expect(JSON.parse((await hear(answer)).text)).toMatchObject({ reason: "Expired" });
	});

	test("X a reset comes before anything is carried out, a lost response after it", async () => {
		for (const [type, carriedOut] of [["reset", false] as const, ["loseResponse", true] as const]) {
			const planned = cluster.faults.next("create", { type });
			await expect(carrier.send(cluster, "POST", path, { body: configMap(type.toLowerCase()) })).rejects.toThrow(
				/reset|hang up/i,
			);
			expect(planned.happened).toBe(true);
			expect(await exists(type.toLowerCase())).toBe(carriedOut);
		}
	});

	test("X an answer comes late by the cluster's clock, although what was asked for is done", async () => {
		const planned = cluster.faults.next("create", { type: "delay", milliseconds: 5_000 });
		let answered = false;
		const created = carrier.send(cluster, "POST", path, { body: configMap("a") }).finally(() => {
			answered = true;
		});
		await expect.poll(() => planned.happened).toBe(true);
		expect(await exists("a")).toBe(true);
		clock.advance(4_999);
		expect(await exists("a")).toBe(true);
		expect(answered).toBe(false);
		clock.advance(1);
		expect((await created).status).toBe(201);
	});

	test("X a client that leaves before a late answer leaves no watch behind", async () => {
		const planned = cluster.faults.next("watch", { type: "delay", milliseconds: 5_000 });
		const controller = new AbortController();
		const pending = carrier.send(cluster, "GET", watchPath, { signal: controller.signal }).catch(() => "left");
		await expect.poll(() => planned.happened).toBe(true);
		controller.abort();
		expect(await pending).toBe("left");
		// By the time of this answer the server knows.
		await exists("a");
		clock.advance(5_000);
		await expect.poll(() => clock.timers).toBe(0);
	});

	test.each([
		[{ type: "close" }, [], "close"],
		[{ type: "close", afterFrames: 2 }, ["ADDED a", "ADDED b"], "close"],
		[{ type: "reset", afterFrames: 0 }, [], "reset"],
		[{ type: "reset", afterFrames: 2 }, ["ADDED a", "ADDED b"], "reset"],
		[{ type: "truncate" }, ["half"], "reset"],
		[{ type: "truncate", afterFrames: 1 }, ["ADDED a", "half"], "reset"],
		[{ type: "truncate", afterFrames: 1, end: "close" }, ["ADDED a", "half"], "close"],
		[{ type: "error", code: 500 }, ["ERROR 500"], "close"],
		[{ type: "error", code: 410, afterFrames: 2 }, ["ADDED a", "ADDED b", "ERROR 410"], "close"],
	] as const satisfies readonly (readonly [Fault, readonly string[], string])[])(
		"X J14 a watch that suffers %o",
		async (fault, events, end) => {
			await create("a", "b", "c");
			const planned = cluster.faults.next({ verb: "watch", resource: "configmaps" }, fault);
			const answer = await watch();
			expect(answer.status).toBe(200);
			const heard = await hear(answer);
			expect(brief(heard.text)).toEqual(events);
			expect(heard.end).toBe(end);
			expect(planned.happened).toBe(true);
			// Nothing of it is left.
			await expect.poll(() => clock.timers).toBe(0);
			expect(cluster.journal.requests.at(-1)).toMatchObject({ verb: "watch", status: 200, fault, endedAt: clock.now() });
		},
	);

	test("X a watch that stalls stays open and says nothing, whatever happens", async () => {
		await create("a", "b");
		const planned = cluster.faults.next("watch", { type: "stall", afterFrames: 1 });
		const answer = await watch("&allowWatchBookmarks=true&timeoutSeconds=60");
		expect(brief((await lines(answer, 1)).join("\n"))).toEqual(["ADDED a"]);
		const rest = hear(answer);
		await create("c");
		clock.advance(3_600_000);
		await expect.poll(() => planned.happened).toBe(true);
		const seen = cluster.journal.requests.find(({ fault }) => fault !== undefined);
		expect(seen?.frames).toBe(1);
		expect(seen?.endedAt).toBeUndefined();
		await cluster.close();
		expect((await rest).text).toBe("");
		expect(seen?.endedAt).toBe(clock.now());
	});

	test("X closing a cluster ends what its faults keep open", async () => {
		const other = cluster.isolated();
		other.faults.next("watch", { type: "stall" });
		const late = other.faults.next("list", { type: "delay", milliseconds: Number.POSITIVE_INFINITY });
		const stalled = hear(await carrier.send(other, "GET", watchPath));
		const answered = carrier.send(other, "GET", path).then(
			({ status }) => status,
			(error: unknown) => error,
		);
		await expect.poll(() => late.happened).toBe(true);
		await other.close();
		const inMemory = carrier.name === "in memory";
		expect((await stalled).end).toBe(inMemory ? "reset" : "close");
		if (inMemory) expect(await answered).toBeInstanceOf(TransportError);
		else expect(await answered).toBe(200);
	});

	test("X a client leaves a stalled watch", async () => {
		cluster.faults.next("watch", { type: "stall" });
		const answer = await watch();
		const waiting = hear(answer);
		answer.leave();
		expect((await waiting).text).toBe("");
		await expect.poll(() => cluster.journal.requests.at(-1)?.endedAt).toBe(clock.now());
	});

	test("X J3 a watch of a forgotten revision ends without saying why", async () => {
		await create("a");
		cluster.compact();
		const { text } = await hear(await watch("&resourceVersion=1"));
		expect(brief(text)).toEqual(["ERROR 410"]);
		const planned = cluster.faults.next("watch", { type: "swallow410" });
		expect(await hear(await watch("&resourceVersion=1"))).toEqual({ text: "", end: "close" });
		expect(planned.happened).toBe(true);
	});

	test("X J9 the bookmark after the initial events is left out, and no other", async () => {
		await create("a");
		const planned = cluster.faults.next("watch", { type: "noMarker" });
		const query = "&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&timeoutSeconds=10";
		const answer = await watch(query);
		const heard = hear(answer);
		await expect.poll(() => planned.happened).toBe(true);
		clock.advance(10_000);
		expect(brief((await heard).text)).toEqual(["ADDED a", "BOOKMARK -"]);
	});

	test.each([
		[{ type: "duplicate" }, ["a", "a", "b", "c"]],
		[{ type: "duplicate", afterFrames: 1, frames: 9 }, ["a", "b", "b", "c", "c"]],
		[{ type: "reorder" }, ["b", "a", "c"]],
		[{ type: "reorder", afterFrames: 1 }, ["a", "c", "b"]],
		[{ type: "reorder", afterFrames: 2 }, ["a", "b", "c"]],
		[{ type: "split", bytes: 7 }, ["a", "b", "c"]],
	] as const satisfies readonly (readonly [Fault, readonly string[]])[])(
		"X a watch goes on although it suffers %o",
		async (fault, names) => {
			await create("a", "b", "c");
			const planned = cluster.faults.next("watch", fault);
			const heard = hear(await watch("&timeoutSeconds=10"));
			await expect.poll(() => planned.happened).toBe(true);
			clock.advance(10_000);
			const { text, end } = await heard;
			expect(brief(text)).toEqual(names.map((name) => `ADDED ${name}`));
			expect(end).toBe("close");
		},
	);

	test("X split bodies come in chunks of the length asked for", async () => {
		await create("a");
		cluster.faults.next("watch", { type: "split", bytes: 50 });
		const answer = await watch();
		const { value } = await answer.chunks.next();
		// Some of them may have come at once.
		expect(value).not.toHaveLength(0);
		expect((value ?? []).length % 50).toBe(0);
		answer.leave();
	});
});

test("X each request suffers one fault, in the order of planning, and only those that match", async () => {
	const { faults } = cluster;
	const code = async (target: string, method = "GET"): Promise<number> =>
		(await rawRequest(cluster, { method, path: target })).status;
	const plan = (match: Parameters<typeof faults.next>[0], status: number): unknown =>
		faults.next(match, { type: "status", code: status });
	plan("list", 500);
	plan("list", 503);
	plan({ verb: "get", resource: "configmaps", namespace: "default", name: "a" }, 500);
	plan({ resource: "pods", subresource: "status" }, 500);
	plan({ path: "/version" }, 500);
	plan({ group: "apps", namespace: "" }, 500);
	plan({ verb: "list", name: "x" }, 504);
	expect(faults.pending).toBe(7);
	expect(await code(`${path}?watch=1&timeoutSeconds=-1`)).toBe(200);
	expect(await code(`${path}/b`)).toBe(404);
	expect(await code("/api/v1/namespaces/default/pods/a")).toBe(404);
	expect(await code("/apis/apps/v1/namespaces/default/deployments/a")).toBe(404);
	expect(await code("/livez")).toBe(200);
	expect([await code(path), await code(path), await code(path)]).toEqual([500, 503, 200]);
	expect(await code(`${path}/a`)).toBe(500);
	expect(await code("/api/v1/namespaces/default/pods/a/status")).toBe(500);
	expect(await code("/version")).toBe(500);
	expect(await code("/apis/apps/v1/deployments")).toBe(500);
	expect(await code(`${path}?fieldSelector=metadata.name%3Dx`)).toBe(504);
	expect(faults.pending).toBe(0);
	plan({}, 500);
	expect(await code("/api")).toBe(500);
});

test("X what is planned can be taken back", async () => {
	const { faults } = cluster;
	const first = faults.next("list", { type: "status", code: 500 });
	faults.next("list", { type: "status", code: 503 });
	first.cancel();
	expect((await rawRequest(cluster, { path })).status).toBe(503);
	faults.next("list", { type: "status", code: 503 });
	faults.clear();
	expect((await rawRequest(cluster, { path })).status).toBe(200);
	expect(first).toMatchObject({ taken: false, happened: false });
});

test("X a fault that its watch does not live to suffer has not happened", async () => {
	const planned = cluster.faults.next("watch", { type: "close", afterFrames: 5 });
	await rawRequest(cluster, { path: `${watchPath}&timeoutSeconds=-1` });
	expect(planned).toMatchObject({ taken: true, happened: false });
});

test("X what makes no sense is refused", () => {
	const { faults } = cluster;
	expect(() => faults.next("list", { type: "stall" })).toThrow(
		new TypeError('the fault "stall" is for watches; it cannot happen to the verb "list"'),
	);
	expect(() => faults.next("watch", { type: "close", afterFrames: -1 })).toThrow(RangeError);
	expect(() => faults.next("watch", { type: "split", bytes: 0 })).toThrow(RangeError);
	expect(() => faults.next("get", { type: "delay", milliseconds: Number.NaN })).toThrow(RangeError);
	expect(() => faults.next("get", { type: "status", code: 42 })).toThrow(RangeError);
	expect(faults.pending).toBe(0);
});

test("X faults of an isolated cluster are its own", async () => {
	const other = cluster.isolated();
	other.faults.next("list", { type: "status", code: 500 });
	expect((await rawRequest(cluster, { path })).status).toBe(200);
	expect((await rawRequest(other, { path })).status).toBe(500);
	expect(cluster.journal.requests.map(({ status }) => status)).toEqual([200]);
	expect(other.journal.requests.map(({ status }) => status)).toEqual([500]);
});
