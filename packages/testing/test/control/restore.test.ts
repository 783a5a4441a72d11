import { once } from "node:events";
import { Agent, request } from "node:https";
import type { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TestCluster } from "../../src/test-cluster.ts";
import { VirtualClock } from "../../src/virtual-clock.ts";
import type { Json } from "../registry/cluster-state.ts";
import { carriers, hear, lines } from "./carriers.ts";

const path = "/api/v1/namespaces/default/configmaps";
const selected = `${path}?labelSelector=ours`;
let clock: VirtualClock;
let cluster: TestCluster;

beforeEach(async () => {
	clock = new VirtualClock();
	cluster = await TestCluster.start({ clock });
	await cluster.settle();
});

afterEach(async () => {
	await cluster.close();
});

async function call(method: string, target: string, value?: object): Promise<{ readonly status: number; readonly body: Json }> {
	const body = value === undefined ? undefined : JSON.stringify(value);
	const headers = { "content-type": "application/json" };
	const { status, bytes } = await cluster.transport.send({ method, path: target, headers, body });
	return { status, body: JSON.parse(new TextDecoder().decode(bytes)) };
}

const create = async (name: string, metadata: object = {}): Promise<Json> =>
	(await call("POST", path, { metadata: { name, labels: { ours: "" }, ...metadata } })).body;

const names = async (): Promise<readonly string[]> =>
	(await call("GET", selected)).body.items.map(({ metadata }: Json) => metadata.name);

test("X ST1 objects and revision go back, and the revisions are given once more", async () => {
	const kept = await create("kept");
	const removed = await create("removed");
	const saved = cluster.snapshot();
	expect(saved.resourceVersion).toBe(removed.metadata.resourceVersion);
	await call("DELETE", `${path}/removed`);
	await call("PUT", `${path}/kept`, { metadata: { name: "kept", labels: { ours: "" } }, data: { n: "1" } });
	const later = await create("later");
	cluster.restore(saved);
	await cluster.settle();
	const { body } = await call("GET", selected);
	expect(body.metadata.resourceVersion).toBe(saved.resourceVersion);
	expect(body.items.map(({ metadata }: Json) => [metadata.name, metadata.uid, metadata.resourceVersion])).toEqual(
		[kept, removed].map(({ metadata }) => [metadata.name, metadata.uid, metadata.resourceVersion]),
	);
	const again = await create("again");
	expect(Number(again.metadata.resourceVersion)).toBe(Number(saved.resourceVersion) + 1);
	expect(Number(again.metadata.resourceVersion)).toBeLessThan(Number(later.metadata.resourceVersion));
	// A snapshot can be gone back to any number of times.
	cluster.restore(saved);
	expect(await names()).toEqual(["kept", "removed"]);
});

test("X I5 I7 J3 the history is forgotten, and what was given since is in the future", async () => {
	const before = await create("before");
	await create("a");
	const first = (await call("GET", `${selected}&limit=1`)).body.metadata.continue;
	const saved = cluster.snapshot();
	await create("b");
	const late = (await call("GET", `${selected}&limit=1`)).body.metadata;
	cluster.restore(saved);
	expect((await call("GET", `${selected}&limit=1&continue=${first}`)).status).toBe(200);
	expect((await call("GET", `${selected}&limit=1&continue=${late.continue}`)).status).toBe(504);
	expect((await call("GET", `${selected}&resourceVersion=${late.resourceVersion}`)).status).toBe(504);
	const old = before.metadata.resourceVersion;
	expect((await call("GET", `${selected}&resourceVersion=${old}&resourceVersionMatch=Exact`)).status).toBe(410);
});

describe.each(carriers)("$name", (carrier) => {
	const watch = (query = ""): ReturnType<typeof carrier.send> => carrier.send(cluster, "GET", `${selected}&watch=1${query}`);

	test.each(["reset", "close"] as const)(
		"X watches, also stalled ones, and late answers are cut off by a %s",
		async (connections) => {
			await create("a");
			const saved = cluster.snapshot();
			cluster.faults.next("watch", { type: "stall" });
			const stalled = hear(await watch());
			const alive = await watch();
			await lines(alive, 1);
			const rest = hear(alive);
			const planned = cluster.faults.next("list", { type: "delay", milliseconds: 1_000 });
			const late = carrier.send(cluster, "GET", selected).then(
				() => "close",
				() => "reset",
			);
			await expect.poll(() => planned.happened).toBe(true);
			cluster.restore(saved, { connections });
			await create("b");
			expect(await rest).toEqual({ text: "", end: connections });
			expect((await stalled).end).toBe(connections);
			expect(await late).toBe(connections);
			expect(clock.timers).toBe(0);
			expect(
				cluster.journal.requests.filter(({ verb }) => verb === "watch").every(({ endedAt }) => endedAt === clock.now()),
			).toBe(true);
		},
	);

	test("X J4 a watch that is resumed from what is no more hears nothing until it is again", async () => {
		const saved = cluster.snapshot();
		await create("a");
		const b = await create("b");
		cluster.restore(saved);
		const resumed = await watch(`&resourceVersion=${b.metadata.resourceVersion}`);
		for (const name of ["x", "y", "z"]) await create(name);
		const [line = ""] = await lines(resumed, 1);
		expect(JSON.parse(line).object.metadata.name).toBe("z");
		resumed.leave();
	});

	test("X J3 a watch from before the snapshot is told that it has expired", async () => {
		const a = await create("a");
		await create("b");
		cluster.restore(cluster.snapshot());
		const { text } = await hear(await watch(`&resourceVersion=${a.metadata.resourceVersion}`));
		expect(JSON.parse(text)).toMatchObject({ type: "ERROR", object: { code: 410 } });
	});
});

/** A connection that waits for nothing, after a request for a cluster. */
async function idleConnection(target: TestCluster, agent: Agent): Promise<Socket> {
	return await new Promise((resolve, reject) => {
		request(`${target.url}/version`, { agent, rejectUnauthorized: false }, (answer) => {
			const { socket } = answer;
			answer.resume().once("end", () => resolve(socket));
		})
			.once("error", reject)
			.end();
	});
}

test("X idle connections are dropped, but not those of other clusters, and a client opens another", async () => {
	const agents = [new Agent({ keepAlive: true }), new Agent({ keepAlive: true })] as const;
	const dropped = await idleConnection(cluster, agents[0]);
	const kept = await idleConnection(cluster.isolated(), agents[1]);
	await using client = await cluster.createClient({ retry: false });
	await client.version();
	const closed = once(dropped, "close");
	cluster.restore(cluster.snapshot());
	await closed;
	expect(kept.destroyed).toBe(false);
	expect((await client.version()).major).toBe("1");
	for (const agent of agents) agent.destroy();
});

test("X what was going on at the snapshot goes on after it", async () => {
	await call("POST", "/api/v1/namespaces", { metadata: { name: "doomed" } });
	await cluster.settle();
	const owner = await create("owner");
	const saved = cluster.snapshot();
	await call("DELETE", "/api/v1/namespaces/doomed");
	const deleting = cluster.snapshot();
	await cluster.settle();
	expect((await call("GET", "/api/v1/namespaces/doomed")).status).toBe(404);
	cluster.restore(deleting);
	expect((await call("GET", "/api/v1/namespaces/doomed")).body.status.phase).toBe("Terminating");
	await cluster.settle();
	expect((await call("GET", "/api/v1/namespaces/doomed")).status).toBe(404);
	const reference = { apiVersion: "v1", kind: "ConfigMap", name: "owner", uid: owner.metadata.uid };
	await create("dependent", { ownerReferences: [reference] });
	cluster.restore(saved);
	// Nobody depends on it any more, so it can go.
	const { status } = await call("DELETE", `${path}/owner`, { propagationPolicy: "Foreground" });
	expect(status).toBe(200);
	await cluster.settle();
	expect((await call("GET", `${path}/owner`)).status).toBe(404);
});

test("X snapshots of other clusters are refused", () => {
	const other = cluster.isolated();
	expect(() => other.restore(cluster.snapshot())).toThrow(new TypeError("the snapshot is of another cluster"));
});
