import { Api, type List } from "kubex";
import { ConfigMap, Namespace } from "kubex/k8s/v1_35/core/v1";
import { afterAll, expect, test } from "vitest";
import { RealCluster } from "../chaos/real-cluster.ts";
import { failureOf } from "../failure.ts";
import { openWatch, type WatchStream } from "../support/watch-stream.ts";

// What real servers do when they lose states, recent or old: watchers rely on it.
const cluster = await RealCluster.open();
afterAll(() => cluster[Symbol.asyncDispose]());

const { metadata } = await new Api(Namespace, { client: cluster.client }).create({ metadata: { generateName: "restore-" } });
const configMaps = new Api(ConfigMap, { client: cluster.client, namespace: metadata.name });

async function create(name: string): Promise<string> {
	return (await configMaps.create({ metadata: { name } })).metadata.resourceVersion;
}

async function watch(query: string): Promise<WatchStream> {
	const path = `/api/v1/namespaces/${metadata.name}/configmaps?watch=true&${query}`;
	return await openWatch({ clusterConfig: async () => cluster.config }, path);
}

/** Creates an object and goes back to before it. @returns its version. */
async function lose(name: string): Promise<string> {
	let version = "";
	await cluster.rewind(async () => {
		version = await create(name);
	});
	return version;
}

test("SF-7 LW-10 an API server that comes back knows no state but its first, compacted or not", async () => {
	const before = await create("before");
	const newest = await create("newest");
	await using running = await watch(`resourceVersion=${before}`);
	await running.take(1);
	await cluster.restart();
	await expect(running.next()).rejects.toMatchObject({ code: "ECONNRESET" });
	await using late = await watch(`resourceVersion=${before}`);
	expect([late.status, await late.rest()]).toMatchObject([
		200,
		[{ type: "ERROR", object: { code: 410, reason: "Expired", message: expect.stringMatching(/^too old resource version: /) } }],
	]);
	// The storage still has it.
	await configMaps.list({ resourceVersion: newest, resourceVersionMatch: "Exact" });
	await create("after");
	await cluster.compact();
	const exact = configMaps.list({ resourceVersion: newest, resourceVersionMatch: "Exact" });
	expect(await failureOf(exact)).toMatchObject({ code: 410, reason: "Expired" });
});

test("LW-13 after a restore a version that is lost is too large, for lists as a status and for streaming lists as an event", async () => {
	const lost = await lose("too-large");
	const status = { code: 504, status: { details: { causes: [{ reason: "ResourceVersionTooLarge" }] } }, retryAfter: 1000 };
	expect(await failureOf(configMaps.list({ resourceVersion: lost, retry: false }))).toMatchObject(status);
	await using stream = await watch(
		`sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan&resourceVersion=${lost}`,
	);
	expect(await stream.rest()).toMatchObject([{ type: "ERROR", object: { code: 504, details: status.status.details } }]);
	const list: List<ConfigMap> = await configMaps.list();
	expect(Number(list.metadata.resourceVersion)).toBeLessThan(Number(lost));
	expect(list.items.map(({ metadata: { name } }) => name)).not.toContain("too-large");
});

test("LW-13 after a restore a watch from a lost version fails in no way: it is silent until the server has passed it", async () => {
	const lost = await lose("silent");
	await using ended = await watch(`timeoutSeconds=1&resourceVersion=${lost}`);
	await using silent = await watch(`resourceVersion=${lost}`);
	expect(Number(await create("untold"))).toBeLessThan(Number(lost));
	expect([ended.status, await ended.rest()]).toEqual([200, []]);
	await cluster.countOn(100);
	const passed = await create("told");
	expect((await silent.take(1))[0]?.object.metadata).toMatchObject({ name: "told", resourceVersion: passed });
});
