import fc from "fast-check";
import { expect, test } from "vitest";
import { ClusterState, configMaps, type Json } from "../registry/cluster-state.ts";
import { linesOf } from "./lines-of.ts";

const minute = 60_000;
const brief = ({ type, object }: Json): string => `${type} ${object.metadata.name ?? object.message} ${object.data?.n ?? "-"}`;

async function create(state: ClusterState, name: string, data: object = {}, labels: object = {}): Promise<string> {
	const { body } = await state.call("POST", configMaps, { metadata: { name, labels }, data });
	return body.metadata.resourceVersion;
}

test("J3 what is forgotten is an ERROR with code 410, then the end; the oldest revision that is remembered works", async () => {
	const state = new ClusterState();
	const asked = await create(state, "a");
	const oldest = await create(state, "b");
	state.registry.compact();
	await create(state, "c");
	const [error, ...more] = await (await linesOf(state, `resourceVersion=${asked}`)).rest();
	expect(more).toEqual([]);
	expect(error).toEqual({
		type: "ERROR",
		object: {
			kind: "Status",
			apiVersion: "v1",
			metadata: {},
			status: "Failure",
			message: `too old resource version: ${asked} (${oldest})`,
			reason: "Expired",
			code: 410,
		},
	});
	expect((await (await linesOf(state, `resourceVersion=${oldest}`)).some()).map(brief)).toEqual(["ADDED c -"]);
});

test("J3 the history is bounded without compaction as well", async () => {
	const state = new ClusterState({ history: 10 });
	const first = await create(state, "first");
	for (let n = 0; n < 20; n += 1) await create(state, `c${n}`);
	const [error] = await (await linesOf(state, `resourceVersion=${first}`)).rest();
	expect(error).toMatchObject({ type: "ERROR", object: { code: 410 } });
});

test("J5 a watch without timeoutSeconds lasts between 30 and 60 minutes, each another time, and repeatably", async () => {
	const durations = async (): Promise<readonly number[]> => {
		const state = new ClusterState();
		const started = state.clock.now();
		const ended: number[] = [];
		for (let n = 0; n < 20; n += 1) {
			const watch = await linesOf(state, "resourceVersion=9000000");
			void watch.rest().then(() => ended.push((state.clock.now() - started) / minute));
		}
		for (let n = 0; n < 61; n += 1) {
			state.clock.advance(minute);
			await new Promise(setImmediate);
		}
		return ended;
	};
	const ended = await durations();
	expect(ended).toHaveLength(20);
	expect(Math.min(...ended)).toBeGreaterThan(30);
	expect(Math.max(...ended)).toBeLessThanOrEqual(60);
	expect(new Set(ended).size).toBeGreaterThan(5);
	expect(await durations()).toEqual(ended);
});

test("J5 timeoutSeconds is the clock's", async () => {
	const state = new ClusterState();
	const watch = await linesOf(state, "timeoutSeconds=10");
	await watch.some();
	const end = watch.some();
	state.clock.advance(9_999);
	await create(state, "a");
	expect((await end).map(brief)).toEqual(["ADDED a -"]);
	state.clock.advance(1);
	expect(await watch.some()).toEqual([]);
});

test("J6 bookmarks come each minute and two seconds before the end, and carry the store's revision", async () => {
	const state = new ClusterState();
	const start = await create(state, "a");
	const watch = await linesOf(state, `timeoutSeconds=150&allowWatchBookmarks=true&resourceVersion=${start}`);
	await state.call("POST", "/api/v1/namespaces", { metadata: { name: "elsewhere" } });
	await state.registry.settle();
	const { resourceVersion } = (await state.call("GET", "/api/v1/namespaces")).body.metadata;
	const started = state.clock.now();
	const times: number[] = [];
	const reading = (async () => {
		for (let lines = await watch.some(); lines.length > 0; lines = await watch.some()) {
			times.push((state.clock.now() - started) / 1000);
			expect(lines).toEqual([{ type: "BOOKMARK", object: expect.objectContaining({ kind: "ConfigMap", apiVersion: "v1" }) }]);
			expect(lines[0].object.metadata).toEqual({ resourceVersion });
		}
	})();
	for (let second = 0; second < 150; second += 1) {
		state.clock.advance(1_000);
		await new Promise(setImmediate);
	}
	await reading;
	expect(times).toEqual([60, 120, 148]);
});

test("J9 a state that is yet to come begins the watch as soon as it has come", async () => {
	const state = new ClusterState();
	await state.registry.settle();
	const asked = Number(await create(state, "a")) + 2;
	const query = `fieldSelector=metadata.name!%3Dkube-root-ca.crt&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&resourceVersion=${asked}`;
	const watch = await linesOf(state, query);
	const late = await linesOf(state, query.replace(String(asked), String(asked + 100)));
	await create(state, "b");
	await create(state, "c");
	await create(state, "d");
	const lines = await watch.some();
	expect(lines.map(({ type, object }) => `${type} ${object.metadata.name ?? object.metadata.resourceVersion}`)).toEqual([
		"ADDED a",
		"ADDED b",
		"ADDED c",
		`BOOKMARK ${asked}`,
		"ADDED d",
	]);
	state.clock.advance(3_000);
	expect((await late.rest()).map(({ type, object }) => `${type} ${object.code}`)).toEqual(["ERROR 504"]);
});

test("J11 a reader that falls behind is cut off, and what it missed is not kept", async () => {
	const state = new ClusterState();
	const start = await create(state, "start");
	const behind = await linesOf(state, `resourceVersion=${start}`);
	const reading = await linesOf(state, `resourceVersion=${start}`);
	const seen: string[] = [];
	for (let n = 0; n < 12; n += 1) {
		await create(state, `c${n}`, { n: "x".repeat(900_000) });
		seen.push(...(await reading.some()).map(({ object }) => object.metadata.name));
	}
	expect(seen).toHaveLength(12);
	expect(await behind.rest()).toEqual([]);
	const again = await linesOf(state, `resourceVersion=${start}`);
	expect((await again.some()).map(({ object }) => object.metadata.name)).toEqual(["c0"]);
});

test("J1 many watches of one kind share the text of an event", async () => {
	const state = new ClusterState();
	const start = await create(state, "start");
	const watches = await Promise.all(Array.from({ length: 50 }, () => linesOf(state, `resourceVersion=${start}`)));
	await create(state, "a");
	const added = await Promise.all(watches.map(async ({ chunks }) => (await chunks.next()).value as Uint8Array));
	expect(new Set(added).size).toBe(1);
	await state.call("DELETE", `${configMaps}/a`);
	const gone = await Promise.all(watches.map(async ({ chunks }) => (await chunks.next()).value as Uint8Array));
	expect(new Set(gone).size).toBe(1);
});

test("A12 closing ends every watch, and no timer is left", async () => {
	const state = new ClusterState();
	const watches = [
		await linesOf(state, "allowWatchBookmarks=true"),
		await linesOf(state, "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&resourceVersion=9000000"),
	];
	expect(state.clock.timers).toBeGreaterThan(0);
	state.registry.close();
	for (const watch of watches) await watch.rest();
	expect(state.clock.timers).toBe(0);
	expect(await (await linesOf(state, "resourceVersion=1")).rest()).toEqual([]);
	expect(state.clock.timers).toBe(0);
});

test("J2 J7 J8 what a watch tells adds up to what a list shows, whatever is written and wherever it starts", async () => {
	const write = fc.record({
		name: fc.constantFrom("a", "b", "c"),
		verb: fc.constantFrom("POST", "PUT", "DELETE"),
		colour: fc.constantFrom("red", "blue"),
		n: fc.nat({ max: 3 }),
	});
	await fc.assert(
		fc.asyncProperty(fc.array(write, { maxLength: 15 }), fc.array(write, { maxLength: 15 }), async (before, after) => {
			const state = new ClusterState();
			const apply = async (writes: typeof before): Promise<void> => {
				for (const { name, verb, colour, n } of writes) {
					const path = verb === "POST" ? configMaps : `${configMaps}/${name}`;
					const object = { metadata: { name, labels: { colour } }, data: { n: String(n) } };
					await state.call(verb, path, verb === "DELETE" ? undefined : object);
				}
			};
			const selected = `${configMaps}?labelSelector=colour%3Dred`;
			await apply(before);
			const { items, metadata } = (await state.call("GET", selected)).body;
			const live = await linesOf(
				state,
				`labelSelector=colour%3Dred&resourceVersion=${metadata.resourceVersion}&timeoutSeconds=5`,
			);
			await apply(after);
			const late = await linesOf(
				state,
				`labelSelector=colour%3Dred&resourceVersion=${metadata.resourceVersion}&timeoutSeconds=5`,
			);
			state.clock.advance(5_000);
			const events = await live.rest();
			expect(await late.rest()).toEqual(events);
			const known = new Map<string, Json>(items.map((item: Json) => [item.metadata.name, item]));
			let version = Number(metadata.resourceVersion);
			for (const { type, object } of events) {
				const { name } = object.metadata;
				expect(Number(object.metadata.resourceVersion)).toBeGreaterThan(version);
				version = Number(object.metadata.resourceVersion);
				expect(known.has(name)).toBe(type !== "ADDED");
				if (type === "DELETED") known.delete(name);
				else known.set(name, object);
			}
			const { items: final } = (await state.call("GET", selected)).body;
			const identity = ({ metadata: { uid, resourceVersion } }: Json): string => `${uid} ${resourceVersion}`;
			expect(new Set([...known.values()].map(identity))).toEqual(new Set(final.map(identity)));
		}),
		{ numRuns: 40 },
	);
});
