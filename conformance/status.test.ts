import { Api, ConflictError, NotFoundError, UnsupportedOperationError } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { ConfigMap, Pod } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureOf } from "./failure.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client } = server;
const namespace = await server.namespace();
const deployments = new Api(Deployment, { client, namespace });
const labels = { app: "status" };
const draft = (name: string): Parameters<typeof deployments.create>[0] => ({
	metadata: { name, labels: { a: "b" } },
	spec: {
		paused: true,
		replicas: 0,
		selector: { matchLabels: labels },
		template: { metadata: { labels }, spec: { containers: [{ name: "main", image: "example.com/none:1" }] } },
	},
});

// A Pod without a scheduler: nobody else writes its status.
const pods = new Api(Pod, { client, namespace });
const pod = { schedulerName: "conformance-none", containers: [{ name: "main", image: "example.com/none:1" }] };

check("O1 the status is read at its own endpoint, which answers with the whole object", async () => {
	await pods.create({ metadata: { name: "read" }, spec: pod });
	expect(await pods.status.get("read")).toEqual(await pods.get("read"));
	await expect(pods.status.get("nope")).rejects.toThrow(NotFoundError);
});

check("K7 create drops the status, and the main endpoint keeps the stored one", async () => {
	const created = await pods.create({ metadata: { name: "main" }, spec: pod, status: { phase: "Running", podIP: "10.0.0.1" } });
	expect(created.status).toMatchObject({ phase: "Pending" });
	expect(created.status).not.toHaveProperty("podIP");
	const replaced = await pods.replace("main", {
		...created,
		metadata: { ...created.metadata, labels: { a: "b" } },
		status: { phase: "Failed" },
	});
	expect(replaced.metadata.labels).toEqual({ a: "b" });
	expect(replaced.status).toEqual(created.status);
});

check("K7 O1 the status endpoint of a Deployment keeps spec and labels, but takes other metadata", async () => {
	const created = await deployments.create(draft("isolated"));
	const replaced = await deployments.status.replace("isolated", {
		metadata: { name: "isolated", labels: { a: "c", n: "m" }, annotations: { x: "y" }, finalizers: ["example.com/a"] },
		spec: { ...created.spec, replicas: 5, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
		status: { observedGeneration: 0, collisionCount: 7 },
	});
	expect(replaced.status?.collisionCount).toBe(7);
	expect(replaced.spec).toEqual(created.spec);
	expect(replaced.metadata.labels).toEqual({ a: "b" });
	expect(replaced.metadata).toMatchObject({ annotations: { x: "y" }, finalizers: ["example.com/a"] });
	expect(replaced.metadata.generation, "K6 a status is no change of the spec").toBe(1);
	await deployments.replace("isolated", draft("isolated"));
});

check("M10 who writes a status is recorded under its subresource", async () => {
	await pods.create({ metadata: { name: "managed" }, spec: pod });
	const body = { metadata: { name: "managed" }, spec: pod, status: { phase: "Running", message: "It runs." } } as const;
	const replaced = await pods.status.replace("managed", body, { fieldManager: "me" });
	expect(replaced.status?.message).toBe("It runs.");
	const entry = replaced.metadata.managedFields?.find(({ manager }) => manager === "me");
	expect(entry).toMatchObject({ operation: "Update", apiVersion: "v1", subresource: "status" });
	expect(entry?.fieldsV1).toEqual({ "f:status": { "f:message": {}, "f:phase": {} } });
});

check("K1 a stale resourceVersion is a conflict at the status endpoint too", async () => {
	const created = await pods.create({ metadata: { name: "stale" }, spec: pod });
	await pods.status.replace("stale", { ...created, status: { phase: "Running" } });
	await expect(pods.status.replace("stale", { ...created, status: { phase: "Failed" } })).rejects.toThrow(ConflictError);
});

check("F1 a dry replace of a status stores nothing", async () => {
	const created = await pods.create({ metadata: { name: "dry" }, spec: pod });
	const dry = await pods.status.replace("dry", { ...created, status: { phase: "Running" } }, { dryRun: true });
	expect(dry.status?.phase).toBe("Running");
	expect((await pods.get("dry")).status?.phase).toBe("Pending");
});

check("K2 the name in the body must be that of the path", async () => {
	const error = await failureOf(pods.status.replace("dry", { metadata: { name: "other" }, spec: pod }));
	expect(error.status.message).toBe("the name of the object (other) does not match the name on the URL (dry)");
});

check("O1 a kind without a status has no such accessor", async () => {
	const configMaps = new Api(ConfigMap, { client, namespace });
	expect(() => (configMaps as unknown as { status: unknown }).status).toThrow(UnsupportedOperationError);
});
