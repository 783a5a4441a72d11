import { getEventListeners } from "node:events";
import type { Fault } from "@kubex/testing";
import { Api, type Client, createClient, ForbiddenError, Kubeconfig } from "kubex";
import type { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { type WatchDiagnostic, type Watcher, type WatcherEvent, type WatcherOptions, watcher } from "kubex/runtime";
import { describe, expect, onTestFinished, test } from "vitest";
import { rejection } from "../../support/rejection.ts";
import { startVirtualCluster, type VirtualCluster } from "../../support/virtual-cluster.ts";

/** A watcher of the ConfigMaps that are ours, with what it has told and how it says that it is doing. */
interface Following {
	readonly events: readonly string[];
	readonly watcher: Watcher<ConfigMap>;
	/** Causes of restarts, with the milliseconds of the wait where there was one. */
	readonly restarts: readonly string[];
	readonly ended: Promise<unknown>;
}

const brief = (event: WatcherEvent<ConfigMap>): string =>
	event.type === "synced" ? "synced" : `${event.type} ${event.key.replace("default/", "")} ${event.object.data?.["n"]}`;

function follow(world: VirtualCluster, options: WatcherOptions = {}, api: Api<ConfigMap> = world.configMaps): Following {
	const events: string[] = [];
	const restarts: string[] = [];
	const onDiagnostic = (event: WatchDiagnostic): void => {
		if (event.type === "restart") restarts.push(event.delay === 0 ? event.cause : `${event.cause} ${event.delay}`);
	};
	const following = watcher(api, { labelSelector: "ours", clock: world.clock, random: () => 0, onDiagnostic, ...options });
	const ended = (async () => {
		for await (const event of following) events.push(brief(event));
	})().catch((error: unknown) => error);
	onTestFinished(async () => {
		await following.return?.();
	});
	return { events, watcher: following, restarts, ended };
}

const watches = { verb: "watch", resource: "configmaps" } as const;
const lists = { verb: "list", resource: "configmaps" } as const;

describe("how it reads and follows", () => {
	test("LW-4 LW-19 the state comes as a whole, then what happens; it goes on from bookmarks and events", async () => {
		const world = await startVirtualCluster();
		await world.create("a");
		const { events, watcher: following } = follow(world);
		await world.pass();
		expect(events).toEqual(["add a 0", "synced"]);
		await world.create("b");
		await world.replace("a", "1");
		await world.configMaps.delete("b");
		await world.pass();
		expect(events.slice(2)).toEqual(["add b 0", "update a 1", "delete b 0"]);
		expect(following.status).toMatchObject({ phase: "watching", synced: true, restarts: 0 });
	});

	test("LW-2 LW-8 after its time a watch goes on where it was, with neither list nor repetition", async () => {
		const world = await startVirtualCluster();
		await world.create("a");
		const { events, watcher: following, restarts } = follow(world);
		await world.pass(310_000);
		expect(restarts).toEqual(["closed"]);
		const { resourceVersion } = following.status;
		expect(world.requests()).toEqual(["stream", `watch ${resourceVersion}`]);
		await world.replace("a", "1");
		await world.pass();
		expect(events).toEqual(["add a 0", "synced", "update a 1"]);
	});

	test("LW-8 watches last a random time between five and ten minutes", async () => {
		const world = await startVirtualCluster();
		follow(world, { random: () => 1 });
		await world.pass(598_000);
		expect(world.requests()).toHaveLength(1);
		await world.pass(4_000);
		expect(world.requests()).toHaveLength(2);
	});

	test("an idle watch makes at most one request in five minutes, for hours", async () => {
		const world = await startVirtualCluster();
		await world.create("a");
		const { restarts } = follow(world, { random: Math.random });
		await world.pass();
		const before = world.requests().length;
		await world.pass(4 * 3_600_000);
		expect(world.requests().length - before).toBeLessThanOrEqual(48);
		expect(new Set(restarts)).toEqual(new Set(["closed"]));
	}, 60_000);

	test("LW-5 SF-3 pages follow one another by their tokens alone", async () => {
		const world = await startVirtualCluster();
		for (const name of ["a", "b", "c"]) await world.create(name);
		const { events } = follow(world, { listStrategy: "page", pageSize: 2 });
		await world.pass();
		expect(events).toEqual(["add a 0", "add b 0", "add c 0", "synced"]);
		expect(world.requests().map((request) => request.replace(/ \d+$/, " N"))).toEqual(["list", "list", "watch N"]);
	});

	test("LW-20 a release without streaming lists is read in pages, and not asked again for ten minutes", async () => {
		const world = await startVirtualCluster({ kubernetesVersion: "1.33" });
		await world.create("a");
		const { events, watcher: following } = follow(world);
		await world.pass();
		expect(events).toEqual(["add a 0", "synced"]);
		expect(world.requests().slice(0, 2)).toEqual(["stream", "list"]);
		following.relist();
		await world.pass();
		expect(world.requests().filter((request) => request === "stream")).toHaveLength(1);
		await world.pass(600_000);
		following.relist();
		await world.pass();
		expect(world.requests().filter((request) => request.startsWith("stream"))).toHaveLength(2);
	});

	test("LW-20 a marker that never comes is waited for ten seconds, then pages are read", async () => {
		const world = await startVirtualCluster();
		await world.create("a");
		world.cluster.faults.next(watches, { type: "noMarker" });
		const { events, restarts } = follow(world);
		await world.pass(9_500);
		expect(events).toEqual([]);
		await world.pass(1_000);
		expect(events).toEqual(["add a 0", "synced"]);
		expect(restarts).toEqual(["markerLate"]);
	});
});

describe("what goes wrong", () => {
	/** Lets a watch that follows suffer something, and what is told of what happened meanwhile. */
	async function after(fault: Fault, options: WatcherOptions = {}, wait = 20_000) {
		const world = await startVirtualCluster();
		await world.create("a");
		await world.create("gone");
		await world.create("again");
		const following = follow(world, { watchTimeout: { min: 4_000, max: 4_000 }, ...options });
		await world.pass(2_900);
		world.cluster.faults.next(watches, fault);
		await world.pass(1_200);
		await world.replace("a", "1");
		await world.configMaps.delete("gone");
		await world.configMaps.delete("again");
		await world.create("again", "2");
		await world.create("new");
		await world.pass(wait);
		return { world, ...following, told: following.events.slice(4).filter((event) => event !== "synced") };
	}

	const differences = ["add again 2", "add new 0", "delete again 0", "delete gone 0", "update a 1"];
	test.each<[string, Fault]>([
		["LW-14 a refused connection", { type: "reset" }],
		["LW-2 a reset in the middle", { type: "reset", afterFrames: 1 }],
		["LW-9 a half-open connection", { type: "stall", afterFrames: 1 }],
		["LW-9 an answer that never begins", { type: "delay", milliseconds: Number.POSITIVE_INFINITY }],
		["LW-10 410 in an event", { type: "error", afterFrames: 0, code: 410 }],
		["LW-11 410 as a status", { type: "status", code: 410 }],
		["LW-14 429", { type: "status", code: 429, retryAfterSeconds: 1 }],
		["LW-2 500", { type: "status", code: 500 }],
		["LW-15 500 in an event", { type: "error", afterFrames: 1, code: 500 }],
		["LW-23 a line that is cut off", { type: "truncate", afterFrames: 1, end: "close" }],
		["LW-23 bytes in small pieces", { type: "split", bytes: 40 }],
		["an end before its time", { type: "close", afterFrames: 1 }],
		["events that come twice", { type: "duplicate", afterFrames: 0, frames: 5 }],
		["events that change places", { type: "reorder", afterFrames: 1 }],
	])("IN-13 %s: exactly the differences are told", async (_title, fault) => {
		const { told } = await after(fault);
		expect(told.toSorted()).toEqual(differences);
	});

	test("LW-16 failures in a row wait longer and longer, by the clock; two minutes of health begin anew", async () => {
		const world = await startVirtualCluster();
		await world.create("a");
		for (let n = 0; n < 4; n += 1) world.cluster.faults.next(watches, { type: "status", code: 503 });
		const { events, restarts } = follow(world);
		await world.pass(800 + 1600 + 3200 + 6400 + 500);
		expect(restarts).toEqual(["overload 800", "overload 1600", "overload 3200", "overload 6400"]);
		expect(events).toEqual(["add a 0", "synced"]);
		await world.pass(130_000);
		world.cluster.faults.next(watches, { type: "status", code: 503 });
		await world.pass(600_000);
		expect(restarts).toContain("overload 800");
		expect(restarts.filter((restart) => restart === "overload 800")).toHaveLength(2);
	});

	test("LW-14 the server's own time is waited for", async () => {
		const world = await startVirtualCluster();
		world.cluster.faults.next(watches, { type: "status", code: 429, retryAfterSeconds: 7 });
		const { restarts } = follow(world);
		await world.pass(6_500);
		expect(world.requests()).toHaveLength(1);
		await world.pass(1_000);
		expect(world.requests()).toHaveLength(2);
		expect(restarts).toEqual(["overload 7000"]);
	});

	test("LW-12 SF-7 three watches that end at once with nothing lead to a list", async () => {
		const world = await startVirtualCluster();
		await world.create("a");
		const { events, restarts } = follow(world, { watchTimeout: { min: 4_000, max: 4_000 } });
		await world.pass(3_900);
		// The server forgets the position while the watch is between two requests.
		world.cluster.faults.next(watches, { type: "status", code: 503 });
		for (let n = 0; n < 3; n += 1) world.cluster.faults.next(watches, { type: "swallow410" });
		await world.pass(300);
		await world.replace("a", "1");
		world.cluster.compact();
		await world.create("b");
		await world.pass(30_000);
		expect(events.filter((event) => event !== "synced").toSorted()).toEqual(["add a 0", "add b 0", "update a 1"]);
		expect(restarts.filter((restart) => restart.startsWith("closedAtOnce")).length).toBeGreaterThanOrEqual(3);
	});

	test("a server that goes back is asked, and its state is read anew", async () => {
		const world = await startVirtualCluster();
		await world.create("a");
		const { events, restarts } = follow(world);
		await world.pass();
		const before = world.cluster.snapshot();
		await world.create("lost");
		await world.replace("a", "lost");
		await world.pass();
		expect(events).toEqual(["add a 0", "synced", "add lost 0", "update a lost"]);
		world.cluster.restore(before);
		await world.pass(2_000);
		expect(events.slice(4)).toEqual(["delete lost 0", "update a 0", "synced"]);
		expect(restarts).toEqual(["overload 800", "regressed"]);
		expect(world.requests()).toContain("probe");
	});

	test("IN-11 what is not served any more has no objects; it is asked for each half minute, and comes back", async () => {
		const world = await startVirtualCluster();
		await world.create("a");
		const { events, watcher: following } = follow(world, { watchTimeout: { min: 4_000, max: 4_000 } });
		await world.pass(3_900);
		const gone = { type: "status", code: 404 } as const;
		// The watch, the stream, the list, and what discovery says.
		for (const match of [watches, watches, lists, { path: "/api/v1" }]) world.cluster.faults.next(match, gone);
		await world.pass(3_000);
		expect(following.status.phase).toBe("unavailable");
		expect(events).toEqual(["add a 0", "synced", "delete a 0"]);
		await world.pass(32_000);
		expect(events.slice(3)).toEqual(["add a 0", "synced"]);
		expect(following.status.phase).toBe("watching");
	});

	test("IN-11 a 404 of something that is served is no reason to forget anything", async () => {
		const world = await startVirtualCluster();
		await world.create("a");
		const { events } = follow(world, { watchTimeout: { min: 4_000, max: 4_000 } });
		await world.pass(3_900);
		for (const match of [watches, watches, lists]) world.cluster.faults.next(match, { type: "status", code: 404 });
		await world.pass(40_000);
		expect(events.filter((event) => event !== "synced")).toEqual(["add a 0"]);
	});

	test("LW-1 no list is ever asked for a state that is older than what was seen", async () => {
		const { world } = await after({ type: "error", afterFrames: 1, code: 500 }, { listStrategy: "cached" });
		expect(world.requests().filter((request) => request === "list 0")).toHaveLength(1);
	});

	test("LW-17 LW-16 401 and 403 are tried again in half a minute, or thrown, as the option says", async () => {
		const world = await startVirtualCluster();
		const { kubeconfig } = world.cluster.createUser({ name: "jane" });
		const jane: Client = await createClient({ kubeconfig: await Kubeconfig.parse(kubeconfig) });
		onTestFinished(() => jane.close());
		const api = new Api(world.configMaps.resource, { client: jane, namespace: "default" });
		expect(await follow(world, { onPermanentError: "throw" }, api).ended).toBeInstanceOf(ForbiddenError);
		const patient = follow(world, {}, api);
		await expect.poll(() => patient.watcher.status.phase).toBe("waiting");
		expect(patient.restarts.at(-1)).toBe("denied 30000");
		expect(patient.watcher.status.lastRestart?.error).toBeInstanceOf(ForbiddenError);
	});
});

describe("how it ends", () => {
	test("LW-24 JS-4 leaving the loop, return() and a signal release everything, and a waiting next() settles", async () => {
		const world = await startVirtualCluster();
		await world.create("a");
		const controller = new AbortController();
		const options = { clock: world.clock, labelSelector: "ours", signal: controller.signal };
		for await (const event of watcher(world.configMaps, options)) if (event.type === "synced") break;
		await world.pass();
		expect(world.clock.timers).toBe(0);
		const returned = watcher(world.configMaps, options);
		await returned.next();
		await returned.next();
		const waiting = returned.next();
		await returned.return?.();
		expect((await waiting).done).toBe(true);
		const aborted = watcher(world.configMaps, options);
		await aborted.next();
		await aborted.next();
		const pending = aborted.next();
		controller.abort();
		expect((await pending).done).toBe(true);
		await world.pass();
		expect(world.clock.timers).toBe(0);
		expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
		expect((await watcher(world.configMaps, options).next()).done).toBe(true);
	});

	test("JS-4 a watcher that was never read sends nothing and leaves nothing", async () => {
		const world = await startVirtualCluster();
		watcher(world.configMaps, { clock: world.clock });
		await world.pass(1_000);
		expect(world.requests()).toEqual([]);
		expect(world.clock.timers).toBe(0);
	});

	test("JS-5 two calls at a time are answered in order", async () => {
		const world = await startVirtualCluster();
		await world.create("a");
		await world.create("b");
		const following = watcher(world.configMaps, { clock: world.clock, labelSelector: "ours" });
		onTestFinished(async () => void (await following.return?.()));
		const results = await Promise.all([following.next(), following.next(), following.next()]);
		expect(results.map(({ value }) => (value === undefined ? "" : brief(value)))).toEqual(["add a 0", "add b 0", "synced"]);
	});

	test("a wait is cut short by the end", async () => {
		const world = await startVirtualCluster();
		world.cluster.faults.next(watches, { type: "status", code: 503 });
		const { ended, watcher: following } = follow(world, { backoff: { initial: 1_000_000, max: 1_000_000 } });
		await world.pass();
		expect(following.status.phase).toBe("waiting");
		await following.return?.();
		await ended;
		expect(world.clock.timers).toBe(0);
		expect(following.status.phase).toBe("stopped");
	});

	test("LW-17 a selector that cannot be read is thrown", async () => {
		const world = await startVirtualCluster();
		const following = watcher(world.configMaps, { clock: world.clock, fieldSelector: "foo=bar" });
		expect(String(await rejection(following.next()))).toContain("is not a known field selector");
		expect(following.status.phase).toBe("failed");
	});

	test("what lists are asked to suffer does not concern watches", async () => {
		const world = await startVirtualCluster();
		world.cluster.faults.next(lists, { type: "reset" });
		const { events } = follow(world);
		await world.pass();
		expect(events).toEqual(["synced"]);
	});

	test("5,000 restarts leave no growth of timers and listeners", async () => {
		const world = await startVirtualCluster();
		await world.create("a");
		const controller = new AbortController();
		const { events, watcher: following } = follow(world, {
			signal: controller.signal,
			watchTimeout: { min: 1_000, max: 1_000 },
			random: Math.random,
		});
		await world.pass(2_000);
		const { timers } = world.clock;
		for (let n = 0; n < 5_000; n += 1) {
			world.clock.advance(1_000);
			await world.pass();
		}
		expect(following.status.restarts).toBeGreaterThan(4_000);
		expect(world.clock.timers).toBeLessThanOrEqual(timers + 2);
		expect(getEventListeners(controller.signal, "abort").length).toBeLessThanOrEqual(1);
		expect(events).toEqual(["add a 0", "synced"]);
	}, 60_000);
});
