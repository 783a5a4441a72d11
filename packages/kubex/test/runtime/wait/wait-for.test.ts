import { TestCluster, VirtualClock } from "@kubex/testing";
import { Api, type Client, createClient, ForbiddenError, Kubeconfig, NotFoundError, TimeoutError } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { ConfigMap, Namespace, Pod } from "kubex/k8s/v1_35/core/v1";
import { conditions, WaitFailedError, waitFor } from "kubex/runtime";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { rejection } from "../../support/rejection.ts";

let cluster: TestCluster;
let client: Client;
let pods: Api<Pod>;
let own: TestCluster;

beforeAll(async () => {
	cluster = await TestCluster.start();
});

afterAll(() => cluster.close());

beforeEach(async () => {
	own = cluster.isolated();
	client = await own.createClient();
	pods = new Api(Pod, { client, namespace: "default" });
	return async () => {
		await client.close();
		await own.close();
	};
});

const createPod = (name: string): Promise<Pod> =>
	pods.create({ metadata: { name }, spec: { containers: [{ name: "main", image: "nginx" }] } });

/** Has the Pod be in a phase, ready or not, as a kubelet would say it. */
async function report(name: string, phase: string, ready: boolean): Promise<void> {
	const pod = await pods.get(name);
	const entry = { type: "Ready", status: ready ? "True" : "False", reason: ready ? "" : "ContainersNotReady" };
	await pods.status.replace(name, { ...pod, status: { ...pod.status, phase, conditions: [entry] } });
}

test("WA-1 what holds already is found at once, with one request or two", async () => {
	await createPod("web");
	const found = await waitFor(pods, "web", conditions.field(".spec.containers[0].name", "main"));
	expect(found.metadata.name).toBe("web");
	const asked = own.journal.requests.filter(({ resource, verb }) => resource === "pods" && (verb === "list" || verb === "watch"));
	expect(asked.length).toBeLessThanOrEqual(2);
});

test("WA-1 a state that passes quickly is not missed", async () => {
	await createPod("web");
	const waiting = waitFor(pods, "web", conditions.podReady());
	await expect.poll(() => own.journal.requests.some(({ verb }) => verb === "watch")).toBe(true);
	await report("web", "Running", true);
	await report("web", "Running", false);
	const found = await waiting;
	expect(found.status?.conditions?.[0]?.status).toBe("True");
});

test("WA-3 deleted: the object is gone, or another one has its name", async () => {
	const first = await createPod("web");
	const gone = waitFor(pods, "web", conditions.deleted());
	await expect.poll(() => own.journal.requests.some(({ verb }) => verb === "watch")).toBe(true);
	await pods.delete("web", { gracePeriodSeconds: 0 });
	expect(await gone).toBeUndefined();
	const second = await createPod("web");
	expect((await waitFor(pods, "web", conditions.deleted(first.metadata.uid)))?.metadata.uid).toBe(second.metadata.uid);
	expect(await waitFor(pods, "nope", conditions.deleted())).toBeUndefined();
});

test("WA-4 an object that is missing, or goes away, ends a wait for its condition; one for its existence goes on", async () => {
	const missing = await rejection(waitFor(pods, "web", conditions.podReady()));
	expect(missing).toBeInstanceOf(NotFoundError);
	expect(missing).toMatchObject({
		message: 'GET /api/v1/namespaces/default/pods/web: 404 NotFound: pods "web" not found',
		status: { details: { name: "web", kind: "pods" } },
	});
	const created = waitFor(pods, "web", conditions.and(conditions.exists(), conditions.podReady()));
	await createPod("web");
	await report("web", "Running", true);
	expect((await created).metadata.name).toBe("web");
	const vanishing = rejection(waitFor(pods, "web", conditions.field(".metadata.labels.never", "x")));
	await expect
		.poll(() => own.journal.requests.filter(({ verb, endedAt }) => verb === "watch" && endedAt === undefined))
		.toHaveLength(1);
	await pods.delete("web", { gracePeriodSeconds: 0 });
	expect(await vanishing).toBeInstanceOf(NotFoundError);
});

test("WA-7 what never will be ends the wait at once", async () => {
	await createPod("web");
	await report("web", "Failed", false);
	const error = await rejection(waitFor(pods, "web", conditions.podReady()));
	expect(error).toBeInstanceOf(WaitFailedError);
	expect(error).toMatchObject({ name: "WaitFailedError", reason: "the Pod has failed" });
	expect(String(error)).toBe("WaitFailedError: Pod default/web: the Pod has failed");
});

test("WA-7 a rollout follows what the status says", async () => {
	const deployments = new Api(Deployment, { client, namespace: "default" });
	const labels = { app: "web" };
	const template = { metadata: { labels }, spec: { containers: [{ name: "main", image: "nginx" }] } };
	const created = await deployments.create({
		metadata: { name: "web" },
		spec: { replicas: 2, selector: { matchLabels: labels }, template },
	});
	const done = { observedGeneration: 1, replicas: 2, updatedReplicas: 2, availableReplicas: 2, readyReplicas: 2 };
	const waiting = waitFor(deployments, "web", conditions.rolledOut());
	await deployments.status.replace("web", { ...created, status: { ...done, availableReplicas: 1 } });
	await deployments.status.replace("web", { ...(await deployments.get("web")), status: done });
	expect((await waiting).status?.availableReplicas).toBe(2);
});

test("WA-5 the end of the time names the object, the condition and what was seen last; the clock is the one that is given", async () => {
	await createPod("web");
	await report("web", "Pending", false);
	const clock = new VirtualClock();
	const waiting = rejection(waitFor(pods, "web", conditions.podReady(), { timeout: 30_000, clock }));
	await expect.poll(() => own.journal.requests.some(({ verb }) => verb === "watch")).toBe(true);
	await expect.poll(() => clock.timers).toBeGreaterThan(1);
	clock.advance(30_000);
	const error = await waiting;
	expect(error).toBeInstanceOf(TimeoutError);
	expect(String(error)).toContain("Pod default/web: not within 30000 ms: the Pod is ready; seen last: ");
	expect(clock.timers).toBe(0);
});

test("WA-5 a time of 0 looks once", async () => {
	await createPod("web");
	await report("web", "Pending", false);
	const error = await rejection(waitFor(pods, "web", conditions.podReady(), { timeout: 0 }));
	expect(String(error)).toBe(
		"TimeoutError: Pod default/web: not within 0 ms: the Pod is ready; seen last: phase Pending, Ready=False (ContainersNotReady)",
	);
	const found = await waitFor(pods, "web", (pod) => pod?.status?.phase === "Pending", { timeout: 0 });
	expect(found?.metadata.name).toBe("web");
});

test("a signal ends the wait with its reason, before it begins as well, and nothing is left", async () => {
	await createPod("web");
	const reason = new Error("enough");
	await expect(waitFor(pods, "web", conditions.podReady(), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
	const controller = new AbortController();
	const waiting = rejection(waitFor(pods, "web", conditions.podReady(), { signal: controller.signal, timeout: false }));
	await expect.poll(() => own.journal.requests.some(({ verb }) => verb === "watch")).toBe(true);
	controller.abort(reason);
	expect(await waiting).toBe(reason);
	await expect
		.poll(() => own.journal.requests.filter(({ verb, endedAt }) => verb === "watch" && endedAt === undefined))
		.toEqual([]);
});

test("it outlives broken connections and a forgotten history", async () => {
	await createPod("web");
	own.faults.next({ verb: "watch", resource: "pods" }, { type: "reset", afterFrames: 1 });
	own.faults.next({ verb: "watch", resource: "pods" }, { type: "status", code: 503 });
	const waiting = waitFor(pods, "web", conditions.podReady(), { backoff: { initial: 5, max: 5 } });
	await expect.poll(() => own.faults.pending).toBe(0);
	own.compact();
	await report("web", "Running", true);
	expect((await waiting).metadata.name).toBe("web");
});

test("refused credentials end it, unless it may go on", async () => {
	const { kubeconfig } = own.createUser({ name: "jane" });
	await using jane = await createClient({ kubeconfig: await Kubeconfig.parse(kubeconfig) });
	const api = new Api(Pod, { client: jane, namespace: "default" });
	await expect(waitFor(api, "web", conditions.exists())).rejects.toThrow(ForbiddenError);
});

test("kinds of the whole cluster, other namespaces, metadata alone", async () => {
	const namespaces = new Api(Namespace, { client });
	const waiting = waitFor(namespaces, "later", conditions.exists());
	await namespaces.create({ metadata: { name: "later" } });
	expect((await waiting).metadata.name).toBe("later");
	const configMaps = new Api(ConfigMap, { client, namespace: "default" });
	await configMaps.create({ metadata: { name: "a", labels: { x: "y" } } }, { namespace: "later" });
	expect((await waitFor(configMaps, "a", conditions.exists(), { namespace: "later" })).metadata.namespace).toBe("later");
	const metadata = await waitFor(configMaps.metadata, "a", conditions.field(".metadata.labels.x", "y"), { namespace: "later" });
	expect(metadata.kind).toBe("PartialObjectMetadata");
});

test("what cannot be is refused at once", async () => {
	const everywhere = new Api(Pod, { client, namespace: null });
	await expect(waitFor(everywhere, "web", conditions.exists())).rejects.toThrow("name the namespace");
	await expect(waitFor(pods, "web", conditions.exists(), { timeout: -1 })).rejects.toThrow("timeout");
});
