import { Api, ConflictError, mergePatch, NotFoundError, UnsupportedOperationError } from "kubex";
import { Deployment, ReplicaSet, StatefulSet } from "kubex/k8s/v1_35/apps/v1";
import { ConfigMap, ReplicationController } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { eventually } from "./eventually.ts";
import { failureBody, failureOf } from "./failure.ts";
import { openServer } from "./server.ts";
import { embedded } from "./target.ts";

const server = await openServer();
const { client, raw } = server;
const namespace = await server.namespace();
const deployments = new Api(Deployment, { client, namespace });
const labels = { app: "scale" };
const template = {
	metadata: { labels },
	spec: { schedulerName: "conformance-none", containers: [{ name: "main", image: "example.com/none:1" }] },
};
const draft = (name: string, replicas: number): Parameters<typeof deployments.create>[0] => ({
	metadata: { name, labels: { a: "b" } },
	spec: { paused: true, replicas, selector: { matchLabels: labels }, template },
});

check("O2 a scale shows the replicas and the selector of its object", async () => {
	const { metadata } = await deployments.create(draft("read", 3));
	const scale = await deployments.scale.get("read");
	expect(scale).toMatchObject({
		apiVersion: "autoscaling/v1",
		kind: "Scale",
		metadata: { name: "read", namespace, uid: metadata.uid, creationTimestamp: metadata.creationTimestamp },
		spec: { replicas: 3 },
		status: { replicas: 0, selector: "app=scale" },
	});
	expect(scale.metadata).not.toHaveProperty("labels");
	await expect(deployments.scale.get("nope")).rejects.toThrow(NotFoundError);
});

check("O2 E10 no replicas are left out of the spec, not of the status", async () => {
	await deployments.create(draft("none", 0));
	expect(await deployments.scale.get("none")).toMatchObject({ spec: {}, status: { replicas: 0 } });
	expect((await deployments.scale.get("none")).spec).not.toHaveProperty("replicas");
});

check("O2 K6 a replace of the scale changes the replicas and nothing else", async () => {
	const created = await deployments.create(draft("changed", 0));
	const scale = await deployments.scale.get("changed");
	const replaced = await deployments.scale.replace("changed", {
		...scale,
		// Without its resourceVersion: a controller may write the status meanwhile.
		metadata: { name: "changed", uid: scale.metadata?.uid ?? "", labels: { x: "y" }, annotations: { c: "d" } },
		spec: { replicas: 2 },
		status: { replicas: 9 },
	});
	expect(replaced.spec?.replicas).toBe(2);
	expect(replaced.status?.replicas).toBe(0);
	const after = await deployments.get("changed");
	expect(after.spec).toEqual({ ...created.spec, replicas: 2 });
	expect(after.metadata.labels).toEqual({ a: "b" });
	expect(after.metadata.generation).toBe(2);
	expect(replaced.metadata.uid).toBe(created.metadata.uid);
});

check("M10 who writes a scale is recorded under its subresource", async () => {
	await deployments.create(draft("managed", 0));
	await deployments.scale.replace("managed", { metadata: { name: "managed" }, spec: { replicas: 1 } }, { fieldManager: "me" });
	const entry = (await deployments.get("managed")).metadata.managedFields?.find(({ manager }) => manager === "me");
	expect(entry).toMatchObject({ operation: "Update", subresource: "scale", fieldsV1: { "f:spec": { "f:replicas": {} } } });
});

check("O2 without a resourceVersion a scale is replaced whatever the state", async () => {
	await deployments.create(draft("unconditional", 0));
	const replaced = await deployments.scale.replace("unconditional", {
		metadata: { name: "unconditional" },
		spec: { replicas: 1 },
	});
	expect(replaced.spec?.replicas).toBe(1);
});

check("O2 B a stale resourceVersion is a conflict about the object", async () => {
	await deployments.create(draft("stale", 0));
	const metadata = { name: "stale", resourceVersion: "1" };
	const error = await failureOf(deployments.scale.replace("stale", { metadata, spec: { replicas: 1 } }));
	expect(error).toBeInstanceOf(ConflictError);
	expect(error.status.details).toEqual({ name: "stale", group: "apps", kind: "deployments" });
});

check("O2 B negative replicas are a 422 about the Scale", async () => {
	await deployments.create(draft("negative", 0));
	const error = await failureOf(
		deployments.scale.replace("negative", { metadata: { name: "negative" }, spec: { replicas: -1 } }),
	);
	const detail = "Invalid value: -1: must be greater than or equal to 0";
	expect(error.status).toEqual(
		failureBody(422, "Invalid", `Scale.autoscaling "negative" is invalid: spec.replicas: ${detail}`, {
			name: "negative",
			group: "autoscaling",
			kind: "Scale",
			causes: [{ reason: "FieldValueInvalid", message: detail, field: "spec.replicas" }],
		}),
	);
});

check("O2 K2 the name in the body must be that of the path", async () => {
	const { status, body } = await raw("PUT", `/apis/apps/v1/namespaces/${namespace}/deployments/negative/scale`, {
		body: { apiVersion: "autoscaling/v1", kind: "Scale", metadata: { name: "x" }, spec: { replicas: 0 } },
	});
	expect(status).toBe(400);
	expect(body).toEqual(
		failureBody(400, "BadRequest", "the name of the object (x) does not match the name on the URL (negative)"),
	);
});

check("F1 a dry replace of a scale changes nothing", async () => {
	const created = await deployments.create(draft("dry", 1));
	const dry = await deployments.scale.replace("dry", { metadata: { name: "dry" }, spec: { replicas: 4 } }, { dryRun: true });
	expect(dry.spec?.replicas).toBe(4);
	expect((await deployments.get("dry")).spec).toEqual(created.spec);
});

check("O2 ReplicaSets, StatefulSets and ReplicationControllers have a scale as well", async () => {
	const spec = { replicas: 1, selector: { matchLabels: labels }, template };
	const sets = new Api(ReplicaSet, { client, namespace });
	await sets.create({ metadata: { name: "set" }, spec });
	expect((await sets.scale.get("set")).status?.selector).toBe("app=scale");
	expect((await sets.scale.replace("set", { metadata: { name: "set" }, spec: { replicas: 0 } })).spec).toEqual({});
	const stateful = new Api(StatefulSet, { client, namespace });
	await stateful.create({ metadata: { name: "stateful" }, spec: { ...spec, serviceName: "none" } });
	expect((await stateful.scale.get("stateful")).spec?.replicas).toBe(1);
	await stateful.delete("stateful");
	const controllers = new Api(ReplicationController, { client, namespace });
	await controllers.create({ metadata: { name: "controller" }, spec: { replicas: 0, selector: labels, template } });
	expect((await controllers.scale.get("controller")).status?.selector).toBe("app=scale");
});

check("O2 a selector with expressions is written as a label query", async () => {
	const matchExpressions = [{ key: "app", operator: "In", values: ["scale", "b"] }];
	await deployments.create({
		metadata: { name: "expressions" },
		spec: { paused: true, replicas: 0, selector: { matchExpressions }, template },
	});
	expect((await deployments.scale.get("expressions")).status?.selector).toBe("app in (b,scale)");
});

check("O2 a kind without a scale has no such accessor", async () => {
	const configMaps = new Api(ConfigMap, { client, namespace });
	expect(() => (configMaps as unknown as { scale: unknown }).scale).toThrow(UnsupportedOperationError);
});

check("M10 whoever sends the replicas that there are takes them from their owner, and then they are nobody's", async () => {
	await raw("POST", `/apis/apps/v1/namespaces/${namespace}/deployments?fieldManager=first`, { body: draft("stolen", 1) });
	// A controller writes the status of what is new, which is a write as well.
	if (!embedded) await eventually(async () => (await deployments.get("stolen")).status?.observedGeneration === 1);
	const scaled = async (replicas: number): Promise<readonly (string | undefined)[]> => {
		await deployments.scale.patch("stolen", mergePatch({ spec: { replicas } }), { fieldManager: "second" });
		const { managedFields = [] } = (await deployments.get("stolen")).metadata;
		return managedFields.filter(({ fieldsV1 }) => JSON.stringify(fieldsV1).includes("f:replicas")).map(({ manager }) => manager);
	};
	// The first owner is noted once more, apart and without a time, which the next write overlooks.
	expect(await scaled(1)).toEqual(["first"]);
	expect(await scaled(1)).toEqual([]);
	expect(await scaled(2)).toEqual([]);
});
