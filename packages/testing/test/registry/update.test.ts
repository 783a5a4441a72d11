import { expect, test } from "vitest";
import { ClusterState, configMaps, deployment, deployments } from "./cluster-state.ts";

async function withConfigMap(): Promise<ClusterState> {
	const cluster = new ClusterState();
	await cluster.call("POST", configMaps, { metadata: { name: "a" }, data: { k: "v" } });
	return cluster;
}

test("K1 a stale resourceVersion is a conflict, none is fine where the kind allows it", async () => {
	const cluster = await withConfigMap();
	const stale = await cluster.call("PUT", `${configMaps}/a`, { metadata: { name: "a", resourceVersion: "1" } });
	expect(stale.text).toBe(
		'{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Operation cannot be fulfilled on configmaps \\"a\\": the object has been modified; please apply your changes to the latest version and try again","reason":"Conflict","details":{"name":"a","kind":"configmaps"},"code":409}',
	);
	expect((await cluster.call("PUT", `${configMaps}/a`, { metadata: { name: "a" } })).status).toBe(200);
	const leases = "/apis/coordination.k8s.io/v1/namespaces/default/leases";
	await cluster.call("POST", leases, { metadata: { name: "l" } });
	const lease = await cluster.call("PUT", `${leases}/l`, { metadata: { name: "l" } });
	expect([lease.status, lease.body.message]).toEqual([
		422,
		'leases.coordination.k8s.io "l" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
	]);
});

test("K2 the name and namespace of the body are those of the URL", async () => {
	const cluster = await withConfigMap();
	const messages = [];
	for (const metadata of [{ name: "b" }, {}, { name: "a", namespace: "x" }]) {
		messages.push((await cluster.call("PUT", `${configMaps}/a`, { metadata })).body.message);
	}
	expect(messages).toEqual([
		"the name of the object (b) does not match the name on the URL (a)",
		"the name of the object (a based on URL) was undeterminable: name must be provided",
		"the namespace of the provided object does not match the namespace sent on the request",
	]);
});

test("K3 another uid is another object", async () => {
	const cluster = await withConfigMap();
	const { status, body } = await cluster.call("PUT", `${configMaps}/a`, { metadata: { name: "a", uid: "xyz" } });
	expect(status).toBe(409);
	expect(body.message).toContain("Precondition failed: UID in precondition: xyz, UID in object meta: ");
});

test("K4 a replacement that changes nothing writes nothing", async () => {
	const cluster = await withConfigMap();
	const { body: before } = await cluster.call("GET", `${configMaps}/a`);
	const { body: after } = await cluster.call("PUT", `${configMaps}/a`, { data: { k: "v" }, metadata: { name: "a", labels: {} } });
	expect(after).toEqual(before);
	const list = await cluster.call("GET", configMaps);
	expect(list.body.metadata.resourceVersion).toBe(before.metadata.resourceVersion);
});

test("K5 metadata of the server is kept", async () => {
	const cluster = await withConfigMap();
	const { body: before } = await cluster.call("GET", `${configMaps}/a`);
	cluster.clock.advance(60_000);
	const { body } = await cluster.call("PUT", `${configMaps}/a`, {
		metadata: {
			name: "a",
			generation: 9,
			creationTimestamp: "2001-01-01T00:00:00Z",
			labels: { x: "y" },
		},
	});
	const { resourceVersion, managedFields } = body.metadata;
	expect(body.metadata).toEqual({ ...before.metadata, resourceVersion, managedFields, labels: { x: "y" } });
	const metadata = { name: "a", deletionTimestamp: "2001-01-01T00:00:00Z" };
	expect((await cluster.call("PUT", `${configMaps}/a`, { metadata })).body.message).toBe(
		'ConfigMap "a" is invalid: metadata.deletionTimestamp: Invalid value: "2001-01-01T00:00:00Z": field is immutable',
	);
});

test("K6 the generation of a Deployment counts changes of spec and annotations, not of labels or status", async () => {
	const cluster = new ClusterState();
	await cluster.call("POST", deployments, deployment("web"));
	const generations = [];
	const changes: [path: string, change: (object: ReturnType<typeof deployment>) => void][] = [
		["", (object) => Object.assign(object.metadata, { labels: { a: "b" } })],
		["", (object) => Object.assign(object.metadata, { annotations: { a: "b" } })],
		["", (object) => Object.assign(object.spec, { replicas: 5 })],
		["/status", (object) => Object.assign(object, { status: { replicas: 5 } })],
	];
	for (const [path, change] of changes) {
		const { body } = await cluster.call("GET", `${deployments}/web`);
		change(body);
		generations.push((await cluster.call("PUT", `${deployments}/web${path}`, body)).body.metadata.generation);
	}
	expect(generations).toEqual([1, 2, 3, 3]);
});

test("K7 O1 spec and status are written through their own endpoints", async () => {
	const cluster = new ClusterState();
	await cluster.call("POST", deployments, deployment("web"));
	const { body } = await cluster.call("GET", `${deployments}/web`);
	const changed = {
		...body,
		metadata: { ...body.metadata, labels: { a: "b" } },
		spec: { ...body.spec, replicas: 7 },
		status: { replicas: 3 },
	};
	const status = await cluster.call("PUT", `${deployments}/web/status`, changed);
	expect(status.body).toMatchObject({ spec: { replicas: 1 }, status: { replicas: 3 } });
	expect(status.body.metadata.labels).toBeUndefined();
	const main = await cluster.call("PUT", `${deployments}/web`, { ...deployment("web", 9), status: { replicas: 100 } });
	expect(main.body).toMatchObject({ spec: { replicas: 9 }, status: { replicas: 3 } });
	expect((await cluster.call("GET", `${configMaps}/a/status`)).status).toBe(404);
});

test("K8 K5 a terminating object takes no new finalizer and goes with its last one", async () => {
	const cluster = new ClusterState();
	await cluster.call("POST", configMaps, { metadata: { name: "f", finalizers: ["example.com/x"] } });
	await cluster.call("DELETE", `${configMaps}/f`);
	const more = await cluster.call("PUT", `${configMaps}/f`, {
		metadata: { name: "f", finalizers: ["example.com/x", "example.com/y"] },
	});
	expect(more.body.message).toBe(
		'ConfigMap "f" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/y"}',
	);
	expect((await cluster.call("PUT", `${configMaps}/f`, { metadata: { name: "f" } })).status).toBe(200);
	expect((await cluster.call("GET", `${configMaps}/f`)).status).toBe(404);
});

test("K9 immutable fields stay", async () => {
	const cluster = new ClusterState();
	await cluster.call("POST", configMaps, { metadata: { name: "i" }, data: { b: "x" }, immutable: true });
	const { body } = await cluster.call("PUT", `${configMaps}/i`, { metadata: { name: "i" }, data: { b: "y" } });
	expect(body.details.causes.map((cause: { field: string }) => cause.field)).toEqual(["immutable", "data"]);
});

test("G9 a PUT creates only where the kind says so", async () => {
	const cluster = new ClusterState();
	expect((await cluster.call("PUT", `${configMaps}/new`, { metadata: { name: "new" } })).status).toBe(404);
	const roles = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles";
	expect((await cluster.call("PUT", `${roles}/new`, { metadata: { name: "new" } })).status).toBe(201);
});

test("O2 scale reads and writes the replicas of its parent", async () => {
	const cluster = new ClusterState();
	const created = await cluster.call("POST", deployments, deployment("web", 3));
	const { uid, resourceVersion, creationTimestamp } = created.body.metadata;
	const scale = await cluster.call("GET", `${deployments}/web/scale`);
	expect(scale.body).toEqual({
		kind: "Scale",
		apiVersion: "autoscaling/v1",
		metadata: { name: "web", namespace: "default", uid, resourceVersion, creationTimestamp },
		spec: { replicas: 3 },
		status: { replicas: 0, selector: "app=web" },
	});
	const written = await cluster.call("PUT", `${deployments}/web/scale`, {
		metadata: { name: "web", resourceVersion },
		spec: { replicas: 5 },
	});
	expect(written.body.spec).toEqual({ replicas: 5 });
	expect((await cluster.call("GET", `${deployments}/web`)).body).toMatchObject({
		metadata: { generation: 2 },
		spec: { replicas: 5 },
	});
	const stale = await cluster.call("PUT", `${deployments}/web/scale`, {
		metadata: { name: "web", resourceVersion },
		spec: { replicas: 6 },
	});
	expect([stale.status, stale.body.details.kind]).toEqual([409, "deployments"]);
	const negative = await cluster.call("PUT", `${deployments}/web/scale`, { metadata: { name: "web" }, spec: { replicas: -1 } });
	expect(negative.body.message).toBe(
		'Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
	);
});
