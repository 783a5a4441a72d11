import { Kubeconfig } from "kubex";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TestCluster } from "../../src/test-cluster.ts";
import { VirtualClock } from "../../src/virtual-clock.ts";
import { rawRequest } from "../raw-request.ts";
import { hear, lines, memory, sockets } from "./carriers.ts";

const path = "/api/v1/namespaces/default/configmaps";
let clock: VirtualClock;
let cluster: TestCluster;

beforeEach(async () => {
	clock = new VirtualClock();
	cluster = await TestCluster.start({ clock });
});

afterEach(async () => {
	await cluster.close();
});

test("X the journal has what the server made of each request, over sockets and in memory", async () => {
	await rawRequest(cluster, { path: `${path}?limit=5&labelSelector=a%3Db` });
	clock.advance(5);
	await hear(await memory.send(cluster, "GET", "/apis/apps/v1/namespaces/default/deployments/web/status"));
	await rawRequest(cluster, { path: "/version", headers: { "user-agent": "kubectl/1" } });
	await rawRequest(cluster, { path: "/api/v1/nodes", as: "anonymous" });
	const [list, status, version, forbidden] = cluster.journal.requests;
	expect({ ...list, query: String(list?.query) }).toEqual({
		at: clock.now() - 5,
		method: "GET",
		path,
		query: "limit=5&labelSelector=a%3Db",
		verb: "list",
		group: "",
		version: "v1",
		resource: "configmaps",
		subresource: undefined,
		namespace: "default",
		name: undefined,
		userAgent: "raw/1",
		status: 200,
	});
	expect(status).toMatchObject({
		at: clock.now(),
		verb: "get",
		group: "apps",
		resource: "deployments",
		subresource: "status",
		name: "web",
		userAgent: "carrier/1",
		status: 404,
	});
	expect(version).toMatchObject({ verb: "get", path: "/version", userAgent: "kubectl/1", status: 200 });
	expect(version?.resource).toBeUndefined();
	expect(forbidden).toMatchObject({ resource: "nodes", status: 403 });
});

test("X J1 a watch is followed to its end", async () => {
	const answer = await sockets.send(cluster, "GET", `${path}?watch=1&labelSelector=ours&timeoutSeconds=10`);
	const [seen] = cluster.journal.requests;
	expect(seen).toMatchObject({ verb: "watch", status: 200, frames: 0 });
	expect(seen?.endedAt).toBeUndefined();
	const headers = { "content-type": "application/json" };
	for (const name of ["a", "b"]) {
		const body = JSON.stringify({ metadata: { name, labels: { ours: "" } } });
		await rawRequest(cluster, { method: "POST", path, headers, body });
	}
	await lines(answer, 2);
	expect(seen?.frames).toBe(2);
	clock.advance(10_000);
	expect(await hear(answer)).toEqual({ text: "", end: "close" });
	expect(seen?.endedAt).toBe(clock.now());
});

test("X a request without an answer has no status", async () => {
	const { fault } = cluster.faults.next("list", { type: "loseResponse" });
	await expect(rawRequest(cluster, { path })).rejects.toThrow("hang up");
	const [seen] = cluster.journal.requests;
	expect(seen).toMatchObject({ verb: "list", fault });
	expect(seen?.status).toBeUndefined();
});

test("X the journal holds neither bodies nor credentials", async () => {
	const { token } = cluster.createUser({ name: "jane" });
	const body = JSON.stringify({ metadata: { name: "a" }, data: { password: "hunter2" } });
	const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
	await rawRequest(cluster, { method: "POST", path, headers, body, as: "anonymous" });
	const text = JSON.stringify(cluster.journal.requests);
	expect(text).toContain('"create"');
	expect(text).not.toContain(token);
	expect(text).not.toContain("hunter2");
	await using client = await cluster.createClient({ kubeconfig: await Kubeconfig.parse(cluster.kubeconfig) });
	await client.version();
	expect(cluster.journal.requests.at(-1)?.userAgent).toMatch(/^kubex\//);
});

test("X the journal is bounded, and can be begun anew", async () => {
	const send = async (count: number): Promise<void> => {
		for (let n = 0; n < count; n += 1) {
			await cluster.transport.send({ method: "GET", path: `/livez?n=${n}`, headers: {} });
		}
	};
	await send(10_005);
	const { requests } = cluster.journal;
	expect(requests).toHaveLength(10_000);
	expect(requests[0]?.query.get("n")).toBe("5");
	cluster.journal.clear();
	expect(cluster.journal.requests).toEqual([]);
	await send(1);
	expect(cluster.journal.requests).toHaveLength(1);
});
