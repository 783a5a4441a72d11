import { Api, InternalServerError, isInitialEventsEnd, UnprocessableEntityError, type WatchEvent } from "kubex";
import { ConfigMap, Namespace } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureOf } from "./failure.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client } = server;
/** Whether the release answers `sendInitialEvents`. */
const streamingLists = server.minor !== 33;

/** ConfigMaps of a namespace in which only the test itself writes what it watches, which the label `ours` marks. */
async function place(): Promise<Api<ConfigMap>> {
	return new Api(ConfigMap, { client, namespace: await server.namespace() });
}

const ours = { ours: "" };
const options = { labelSelector: "ours", timeoutSeconds: 20 } as const;
const brief = (event: WatchEvent<ConfigMap>): string =>
	event.type === "BOOKMARK" ? event.type : `${event.type} ${event.object.metadata.name} ${event.object.data?.["n"] ?? "-"}`;

/** The next events, as many as there are names for. */
async function take<K>(watch: AsyncIterator<WatchEvent<K>, undefined>, count: number): Promise<WatchEvent<K>[]> {
	const events: WatchEvent<K>[] = [];
	while (events.length < count) {
		const { done, value } = await watch.next();
		if (done === true) throw new Error(`the watch ended after ${JSON.stringify(events)}`);
		events.push(value);
	}
	return events;
}

check("J2 api.watch shows what there is, and then what happens, in its order", async () => {
	const configMaps = await place();
	await configMaps.create({ metadata: { name: "a", labels: ours }, data: { n: "1" } });
	await using watch = configMaps.watch(options);
	expect((await take(watch, 1)).map(brief)).toEqual(["ADDED a 1"]);
	const b = await configMaps.create({ metadata: { name: "b", labels: ours }, data: { n: "é漢😀" } });
	await configMaps.replace("b", { ...b, data: { n: "2" } });
	await configMaps.delete("a");
	expect((await take(watch, 3)).map(brief)).toEqual(["ADDED b é漢😀", "MODIFIED b 2", "DELETED a 1"]);
});

check("J2 J8 api.watch goes on after a resourceVersion, and misses none of many writes", async () => {
	const configMaps = await place();
	let current = await configMaps.create({ metadata: { name: "a", labels: ours }, data: { n: "0" } });
	await using watch = configMaps.watch({ ...options, resourceVersion: current.metadata.resourceVersion });
	const first = take(watch, 1);
	const written = 200;
	for (let n = 1; n <= written; n += 1) current = await configMaps.replace("a", { ...current, data: { n: String(n) } });
	const seen = [...(await first), ...(await take(watch, written - 1))];
	expect(seen.map(brief)).toEqual(Array.from({ length: written }, (_, index) => `MODIFIED a ${index + 1}`));
	const last = seen.at(-1);
	expect(last?.object.metadata.resourceVersion).toBe(current.metadata.resourceVersion);
});

check("J2 api.watch shows the same in batches", async () => {
	const configMaps = await place();
	for (const name of ["a", "b", "c"]) await configMaps.create({ metadata: { name, labels: ours } });
	const seen: string[] = [];
	for await (const events of configMaps.watch(options).batches()) {
		seen.push(...events.map(brief));
		if (seen.length >= 3) break;
	}
	expect(seen).toEqual(["ADDED a -", "ADDED b -", "ADDED c -"]);
});

check("J2 J7 api.watch of all namespaces, and of what enters and leaves a selection", async () => {
	const [here, there] = [await place(), await place()];
	const labels = { ours: here.namespace ?? "" };
	const { metadata } = await here.list();
	const from = { ...options, resourceVersion: metadata.resourceVersion };
	await using all = here.watch({ ...from, namespace: null, labelSelector: labels });
	await using selected = here.watch({ ...from, labelSelector: labels });
	await using named = here.watch({ ...from, labelSelector: undefined, fieldSelector: { "metadata.name": "t" } });
	await there.create({ metadata: { name: "t", labels } });
	await here.create({ metadata: { name: "t", labels } });
	await here.replace("t", { metadata: { name: "t" } });
	await here.delete("t");
	const shown = ({ type, object }: WatchEvent<ConfigMap>): unknown =>
		type === "BOOKMARK" ? type : [type, object.metadata.namespace === here.namespace];
	expect((await take(all, 3)).map(shown)).toEqual([
		["ADDED", false],
		["ADDED", true],
		["DELETED", true],
	]);
	expect((await take(selected, 2)).map(brief)).toEqual(["ADDED t -", "DELETED t -"]);
	expect((await take(named, 3)).map(brief)).toEqual(["ADDED t -", "MODIFIED t -", "DELETED t -"]);
});

check("J5 api.watch ends without an error when timeoutSeconds have passed", async () => {
	const configMaps = await place();
	await configMaps.create({ metadata: { name: "a", labels: ours } });
	const seen: string[] = [];
	for await (const event of configMaps.watch({ ...options, timeoutSeconds: 1 })) seen.push(brief(event));
	expect(seen).toEqual(["ADDED a -"]);
});

check("J6 a bookmark of api.watch says how far it has come", async () => {
	const configMaps = await place();
	const { metadata } = await configMaps.create({ metadata: { name: "a", labels: ours } });
	const { resourceVersion } = metadata;
	const watch = configMaps.watch({ ...options, timeoutSeconds: 4, resourceVersion, allowWatchBookmarks: true });
	const first = take(watch, 1);
	await configMaps.create({ metadata: { name: "b", labels: ours } });
	expect((await first).map(brief)).toEqual(["ADDED b -"]);
	const bookmarks: string[] = [];
	for await (const { type, object } of watch) if (type === "BOOKMARK") bookmarks.push(object.metadata.resourceVersion);
	expect(bookmarks.length).toBeGreaterThan(0);
	for (const version of bookmarks) expect(BigInt(version)).toBeGreaterThanOrEqual(BigInt(resourceVersion));
});

check("J9 SF-8 sendInitialEvents of api.watch ends with a bookmark of its own", async () => {
	const configMaps = await place();
	await configMaps.create({ metadata: { name: "a", labels: ours } });
	await using watch = configMaps.watch({ ...options, sendInitialEvents: true });
	if (!streamingLists) {
		expect(await failureOf(watch.next())).toBeInstanceOf(UnprocessableEntityError);
		return;
	}
	const [added, end] = await take(watch, 2);
	expect([added?.type, end?.type === "BOOKMARK" && isInitialEventsEnd(end.object)]).toEqual(["ADDED", true]);
	const { metadata } = await configMaps.create({ metadata: { name: "b", labels: ours } });
	const { resourceVersion } = metadata;
	await using later = configMaps.watch({ ...options, resourceVersion, sendInitialEvents: false });
	await configMaps.delete("a");
	expect((await take(later, 1)).map(brief)).toEqual(["DELETED a -"]);
	expect((await take(watch, 2)).map(brief)).toEqual(["ADDED b -", "DELETED a -"]);
});

check("J4 what api.watch is refused with is an error of its class, before and in the stream", async () => {
	const configMaps = await place();
	const early = await failureOf(configMaps.watch({ resourceVersion: "abc", retry: false }).next());
	expect(early).toBeInstanceOf(InternalServerError);
	expect(early.request.path).toBe(`/api/v1/namespaces/${configMaps.namespace}/configmaps`);
	const ahead = configMaps.watch({ resourceVersion: "9000000000", sendInitialEvents: true, timeoutSeconds: 20 });
	expect(await failureOf(ahead.next())).toMatchObject(streamingLists ? { code: 504, retryAfter: 1000 } : { code: 422 });
});

check("J1 api.watch over HTTP/2 shows the same", async () => {
	const configMaps = new Api(ConfigMap, {
		client: await server.createClient({ http2: true }),
		namespace: await server.namespace(),
	});
	await using watch = configMaps.watch(options);
	const first = take(watch, 1);
	await configMaps.create({ metadata: { name: "a", labels: ours } });
	expect((await first).map(brief)).toEqual(["ADDED a -"]);
});

check("J2 api.watch of a cluster-scoped kind", async () => {
	const { namespace = "" } = await place();
	const namespaces = new Api(Namespace, { client });
	await using watch = namespaces.watch({ fieldSelector: { "metadata.name": namespace ?? "" }, timeoutSeconds: 20 });
	expect((await take(watch, 1))[0]).toMatchObject({
		type: "ADDED",
		object: { kind: "Namespace", metadata: { name: namespace } },
	});
});

check("J13 E7 api.metadata reads, lists, pages and watches metadata alone", async () => {
	const configMaps = await place();
	const { metadata } = configMaps;
	const a = await configMaps.create({ metadata: { name: "a", labels: ours }, data: { n: "1" } });
	await configMaps.create({ metadata: { name: "b", labels: ours }, data: { n: "1" } });
	const partial = { apiVersion: "meta.k8s.io/v1", kind: "PartialObjectMetadata", metadata: a.metadata };
	expect(await metadata.get("a")).toEqual(partial);
	expect(await metadata.getOrUndefined("nope")).toBeUndefined();
	expect((await metadata.list({ labelSelector: "ours" })).items[0]).toEqual(partial);
	expect((await metadata.list({ labelSelector: "nothing" })).items).toEqual([]);
	const names: string[] = [];
	for await (const { items } of metadata.pages({ labelSelector: "ours", limit: 1 }))
		names.push(...items.map((item) => item.metadata.name));
	expect(names).toEqual(["a", "b"]);
	await using watch = metadata.watch(options);
	expect((await take(watch, 2)).map(({ object }) => object)).toContainEqual(partial);
});
