import { getEventListeners } from "node:events";
import { watcher } from "kubex/runtime";
import { expect, onTestFinished, test } from "vitest";
import { startVirtualCluster } from "../../support/virtual-cluster.ts";

test("LW-24 after its signal no event comes that was read before, and no timer waits for a reader who has left", async () => {
	const world = await startVirtualCluster();
	await world.create("a");
	await world.create("b");
	const controller = new AbortController();
	const following = watcher(world.configMaps, { clock: world.clock, labelSelector: "ours", signal: controller.signal });
	expect((await following.next()).value).toMatchObject({ type: "add", key: "default/a" });
	controller.abort();
	await world.pass();
	expect(world.clock.timers).toBe(0);
	expect(following.status.phase).toBe("stopped");
	expect((await following.next()).done).toBe(true);
});

test("LW-24 after return() no event comes that was read before", async () => {
	const world = await startVirtualCluster();
	await world.create("a");
	await world.create("b");
	const following = watcher(world.configMaps, { clock: world.clock, labelSelector: "ours" });
	expect((await following.next()).value).toMatchObject({ type: "add", key: "default/a" });
	await following.return?.();
	expect((await following.next()).done).toBe(true);
	await world.pass();
	expect(world.clock.timers).toBe(0);
});

test("LW-3 what has not been taken does not move the position from which a watch goes on", async () => {
	const world = await startVirtualCluster();
	const following = watcher(world.configMaps, { clock: world.clock, labelSelector: "ours" });
	onTestFinished(async () => void (await following.return?.()));
	await following.next();
	const waiting = following.next();
	const first = await world.create("a");
	expect((await waiting).value).toMatchObject({ type: "add", key: "default/a" });
	const before = following.status.resourceVersion;
	expect(Number(before)).toBeLessThan(Number(first.metadata.resourceVersion));
	const second = following.next();
	await world.pass();
	expect(following.status.resourceVersion).toBe(first.metadata.resourceVersion);
	await following.return?.();
	await second;
});

test("LW-15 a server that three times in a row cannot go on with a watch is asked for its state", async () => {
	const world = await startVirtualCluster();
	const watches = { verb: "watch", resource: "configmaps" } as const;
	const options = { clock: world.clock, labelSelector: "ours", random: () => 0, watchTimeout: { min: 4_000, max: 4_000 } };
	const following = watcher(world.configMaps, options);
	onTestFinished(async () => void (await following.return?.()));
	await following.next();
	const waiting = following.next();
	await world.pass(2_000);
	for (let n = 0; n < 3; n += 1) world.cluster.faults.next(watches, { type: "error", afterFrames: 0, code: 500 });
	await world.pass(15_000);
	expect((await waiting).value).toMatchObject({ type: "synced" });
	expect(world.requests().map((request) => request.split(" ")[0])).toEqual(
		expect.arrayContaining(["stream", "watch", "watch", "watch"]),
	);
	expect(world.requests().filter((request) => /^(?:list|stream)/.test(request))).toHaveLength(2);
});

test("JS-4 a watcher that has failed listens to its signal no more", async () => {
	const world = await startVirtualCluster();
	const { signal } = new AbortController();
	const following = watcher(world.configMaps, { clock: world.clock, fieldSelector: "foo=bar", signal });
	await expect(following.next()).rejects.toThrow("is not a known field selector");
	expect(getEventListeners(signal, "abort")).toHaveLength(0);
	expect((await following.next()).done).toBe(true);
});
