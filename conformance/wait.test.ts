import { Api, ForbiddenError, NotFoundError, TimeoutError } from "kubex";
import { CustomResourceDefinition } from "kubex/k8s/v1_35/apiextensions/v1";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { Job } from "kubex/k8s/v1_35/batch/v1";
import { ConfigMap, Pod } from "kubex/k8s/v1_35/core/v1";
import { conditions, Informer, WaitFailedError, waitFor, watcher } from "kubex/runtime";
import { expect } from "vitest";
import { check } from "./check.ts";
import { eventually } from "./eventually.ts";
import { failureOf } from "./failure.ts";
import { openServer } from "./server.ts";
import { embedded } from "./target.ts";

const server = await openServer();
const { client } = server;
// Where nothing runs, what is waited for never comes.
const patient = { timeout: embedded ? 3_000 : 50_000 };
const shell = (command: string) => [{ name: "main", image: "busybox", command: ["/bin/sh", "-c", command] }];

check("WA-1 WA-3 WA-4 existence, a field and the end of an object are waited for", async () => {
	const configMaps = new Api(ConfigMap, { client, namespace: await server.namespace() });
	const created = waitFor(configMaps, "later", conditions.exists(), patient);
	await configMaps.create({ metadata: { name: "later", labels: { colour: "red" } } });
	expect((await created).metadata.name).toBe("later");
	const blue = waitFor(configMaps, "later", conditions.field(".metadata.labels.colour", "blue"), patient);
	await configMaps.replace("later", { metadata: { name: "later", labels: { colour: "blue" } } });
	await configMaps.replace("later", { metadata: { name: "later", labels: { colour: "green" } } });
	expect((await blue).metadata.labels).toEqual({ colour: "blue" });
	const gone = waitFor(configMaps, "later", conditions.deleted(), patient);
	await configMaps.delete("later");
	await gone;
	expect(await failureOf(waitFor(configMaps, "later", conditions.field(".data")))).toBeInstanceOf(NotFoundError);
});

check("WA-5 the end of the time says what was seen last", async () => {
	const pods = new Api(Pod, { client, namespace: await server.namespace() });
	await pods.create({
		metadata: { name: "web" },
		spec: { schedulerName: "none", containers: [{ name: "main", image: "nginx" }] },
	});
	const waiting = waitFor(pods, "web", conditions.podReady(), { timeout: 0 });
	await expect(waiting).rejects.toThrow(TimeoutError);
	await expect(waiting).rejects.toThrow("the Pod is ready; seen last: phase Pending");
});

check("LW-16 who may not read is told so at once", async () => {
	const jane = await server.createClient({ impersonate: { user: "jane" } });
	const pods = new Api(Pod, { client: jane, namespace: "default" });
	await expect(waitFor(pods, "web", conditions.exists())).rejects.toThrow(ForbiddenError);
	const informer = new Informer(pods, { onPermanentError: "throw" });
	await expect(informer.synced).rejects.toThrow(ForbiddenError);
});

check("ST-4 a watcher and an informer follow a collection, as objects and as metadata", async () => {
	const configMaps = new Api(ConfigMap, { client, namespace: await server.namespace() });
	await configMaps.create({ metadata: { name: "a", labels: { ours: "" } } });
	const options = { labelSelector: "ours" };
	await using informer = new Informer(configMaps, { ...options, indexes: { n: ({ data }) => [data?.["n"] ?? ""] } });
	await using metadata = new Informer(configMaps.metadata, { ...options, listStrategy: "page" });
	await Promise.all([informer.synced, metadata.synced]);
	await configMaps.create({ metadata: { name: "b", labels: { ours: "" } }, data: { n: "1" } });
	await configMaps.replace("a", { metadata: { name: "a" } });
	const told: string[] = [];
	for await (const event of watcher(configMaps, options)) {
		if (event.type !== "synced") told.push(`${event.type} ${event.object.metadata.name}`);
		else break;
	}
	expect(told).toEqual(["add b"]);
	await expect.poll(() => [...metadata.store].map((object) => object.metadata.name)).toEqual(["b"]);
	await expect.poll(() => informer.store.by("n", "1").length).toBe(1);
	expect(informer.store.has("a")).toBe(false);
});

check("WA-7 a Pod becomes ready, or is told to have ended [needs:kubelet]", async () => {
	const pods = new Api(Pod, { client, namespace: await server.namespace() });
	await pods.create({ metadata: { name: "web" }, spec: { containers: shell("sleep 1000") } });
	const ready = await waitFor(pods, "web", conditions.podReady(), patient);
	expect(ready.status?.phase).toBe("Running");
	await pods.create({ metadata: { name: "brief" }, spec: { restartPolicy: "Never", containers: shell("exit 3") } });
	// On a busy node it is ready for a moment before it ends.
	await eventually(async () => (await pods.get("brief")).status?.phase === "Failed");
	await expect(waitFor(pods, "brief", conditions.podReady(), patient)).rejects.toThrow(WaitFailedError);
});

check("WA-7 a Deployment is rolled out [needs:kcm]", async () => {
	const deployments = new Api(Deployment, { client, namespace: await server.namespace() });
	const labels = { app: "web" };
	const template = { metadata: { labels }, spec: { containers: shell("sleep 1000") } };
	await deployments.create({ metadata: { name: "web" }, spec: { replicas: 2, selector: { matchLabels: labels }, template } });
	const done = await waitFor(deployments, "web", conditions.rolledOut(), patient);
	expect(done.status?.availableReplicas).toBe(2);
	await waitFor(deployments, "web", conditions.and(conditions.condition("available"), conditions.generationObserved()), patient);
});

check("WA-7 a Job completes, and one that fails ends the wait [needs:kcm]", async () => {
	const jobs = new Api(Job, { client, namespace: await server.namespace() });
	const run = (name: string, command: string) =>
		jobs.create({
			metadata: { name },
			spec: { backoffLimit: 0, template: { spec: { restartPolicy: "Never", containers: shell(command) } } },
		});
	await run("good", "exit 0");
	await waitFor(jobs, "good", conditions.jobComplete(), patient);
	await run("bad", "exit 1");
	const failed = waitFor(jobs, "bad", conditions.jobComplete(), patient);
	await expect(failed).rejects.toThrow(WaitFailedError);
	await expect(failed).rejects.toThrow("the Job has failed: BackoffLimitExceeded");
	await waitFor(jobs, "bad", conditions.jobFailed(), patient);
});

check("WA-7 IN-11 a definition is established; when it goes, its informer empties itself [needs:crd]", async () => {
	const definitions = new Api(CustomResourceDefinition, { client });
	const group = "wait.kubex.example";
	const name = `widgets.${group}`;
	const names = { plural: "widgets", singular: "widget", kind: "Widget", listKind: "WidgetList" };
	const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
	server.finally(() => definitions.delete(name));
	await definitions.create({
		metadata: { name },
		spec: { group, names, scope: "Namespaced", versions: [{ name: "v1", served: true, storage: true, schema }] },
	});
	await waitFor(definitions, name, conditions.established(), patient);
	const widget = { ...ConfigMap, group, version: "v1", kind: "Widget", plural: "widgets" };
	const widgets = new Api(widget, { client, namespace: await server.namespace() });
	await widgets.create({ metadata: { name: "a" } });
	await using informer = new Informer(widgets, { backoff: { initial: 100, max: 500 } });
	await informer.synced;
	const told: string[] = [];
	informer.subscribe((change) => void told.push(change.type));
	await definitions.delete(name);
	await waitFor(definitions, name, conditions.deleted(), patient);
	await expect.poll(() => informer.store.size, { timeout: 30_000 }).toBe(0);
	await expect.poll(() => informer.status[0]?.phase, { timeout: 30_000 }).toBe("unavailable");
	expect(told.at(-1)).toBe("delete");
});
