import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { Kubeconfig } from "kubex";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TestCluster } from "../../src/test-cluster.ts";
import { VirtualClock } from "../../src/virtual-clock.ts";
import { rawRequest } from "../raw-request.ts";

const path = "/api/v1/namespaces/default/configmaps?watch=1&labelSelector=ours";
let clock: VirtualClock;
let cluster: TestCluster;

beforeEach(async () => {
	clock = new VirtualClock();
	cluster = await TestCluster.start({ clock });
});

afterEach(async () => {
	await cluster.close();
});

async function watch(target: TestCluster = cluster, token?: string): Promise<IncomingMessage> {
	const { certificateAuthority, credentials } = await (await Kubeconfig.parse(target.kubeconfig)).clusterConfig();
	const { certificate, key } = (await credentials.clientCertificate?.()) ?? {};
	return await new Promise((resolve, reject) => {
		request(`${target.url}${path}`, {
			agent: false,
			...(typeof certificateAuthority === "string" ? { ca: certificateAuthority } : {}),
			...(certificate === undefined || token !== undefined ? {} : { cert: certificate, key }),
			headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
		})
			.once("response", resolve)
			.once("error", reject)
			.end();
	});
}

async function create(name: string, data: object = {}): Promise<void> {
	const body = JSON.stringify({ metadata: { name, labels: { ours: "" } }, data });
	await rawRequest(cluster, { method: "POST", path: "/api/v1/namespaces/default/configmaps", body });
}

async function textOf(answer: IncomingMessage): Promise<string> {
	let text = "";
	for await (const chunk of answer.setEncoding("utf8") as AsyncIterable<string>) text += chunk;
	return text;
}

test("A12 J1 closing the cluster ends its watches with the last chunk, those of isolated clusters too", async () => {
	const other = cluster.isolated();
	const answers = [await watch(), await watch(other), await watch()];
	await create("a");
	const texts = Promise.all(answers.map(textOf));
	await cluster.close();
	// A body that is cut short would have failed.
	const [first, isolated, second] = await texts;
	expect(first).toContain('{"type":"ADDED","object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a",');
	expect(second).toBe(first);
	expect(isolated).toBe("");
	expect(answers.every(({ complete }) => complete)).toBe(true);
	expect(clock.timers).toBe(0);
});

test("A12 closing an isolated cluster ends its watches and no others", async () => {
	const other = cluster.isolated();
	const [kept, ended] = [await watch(), await watch(other)];
	await other.close();
	expect(await textOf(ended)).toBe("");
	await create("a");
	for await (const chunk of kept) {
		expect(String(chunk)).toContain('"ADDED"');
		break;
	}
});

test("J1 a client that leaves ends its watch", async () => {
	const answer = await watch();
	expect(clock.timers).toBe(1);
	answer.destroy();
	await expect.poll(() => clock.timers).toBe(0);
});

test("J5 a watch that has lasted long enough ends with the last chunk", async () => {
	const answer = await watch();
	clock.advance(3_600_000);
	expect(await textOf(answer)).toBe("");
	expect(answer.complete).toBe(true);
});

test("J11 a client that does not read is cut off, and does not hold up the closing", async () => {
	const answer = await watch();
	for (let n = 0; n < 25; n += 1) await create(`c${n}`, { n: "x".repeat(900_000) });
	// Its backlog is gone, and so is its timer.
	expect(clock.timers).toBe(0);
	answer.on("error", () => {});
	await cluster.close();
});

test("J12 a watch goes on although its user may not watch any more", async () => {
	const { token } = cluster.createUser({ name: "jane" });
	const bindings = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings";
	const binding = {
		metadata: { name: "jane" },
		roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
		subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "jane" }],
	};
	await cluster.settle();
	await rawRequest(cluster, { method: "POST", path: bindings, body: JSON.stringify(binding) });
	const answer = await watch(cluster, token);
	expect(answer.statusCode).toBe(200);
	await rawRequest(cluster, { method: "DELETE", path: `${bindings}/jane` });
	const refused = await watch(cluster, token);
	expect(refused.statusCode).toBe(403);
	refused.resume();
	await create("a");
	for await (const chunk of answer) {
		expect(String(chunk)).toContain('"ADDED"');
		break;
	}
});
