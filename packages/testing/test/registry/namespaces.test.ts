import { expect, test } from "vitest";
import { ClusterState } from "./cluster-state.ts";

test("Q1 V5 a control plane begins with its namespaces, each furnished", async () => {
	const cluster = new ClusterState();
	const { body } = await cluster.call("GET", "/api/v1/namespaces");
	expect(body.items.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual([
		"default",
		"kube-node-lease",
		"kube-public",
		"kube-system",
	]);
	expect((await cluster.call("GET", "/api/v1/serviceaccounts")).body.items).toHaveLength(4);
	expect((await cluster.call("GET", "/api/v1/namespaces/default/services/kubernetes")).status).toBe(200);
});

test("Q1 a new namespace is active, labelled and furnished soon after", async () => {
	const cluster = new ClusterState();
	const { body } = await cluster.call("POST", "/api/v1/namespaces", {
		metadata: { name: "n" },
		status: { phase: "Terminating" },
	});
	expect(body).toMatchObject({
		metadata: { labels: { "kubernetes.io/metadata.name": "n" } },
		spec: { finalizers: ["kubernetes"] },
		status: { phase: "Active" },
	});
	await cluster.registry.settle();
	expect((await cluster.call("GET", "/api/v1/namespaces/n/serviceaccounts/default")).status).toBe(200);
	expect((await cluster.call("GET", "/api/v1/namespaces/n/configmaps/kube-root-ca.crt")).status).toBe(200);
});

test("Q2 nothing is created in a namespace that is missing or terminating", async () => {
	const cluster = new ClusterState();
	const missing = await cluster.call("POST", "/api/v1/namespaces/nowhere/configmaps", { metadata: { name: "a" } });
	expect([missing.status, missing.body.message]).toEqual([404, 'namespaces "nowhere" not found']);
	await cluster.call("POST", "/api/v1/namespaces", { metadata: { name: "n" } });
	await cluster.call("DELETE", "/api/v1/namespaces/n");
	const late = await cluster.call("POST", "/api/v1/namespaces/n/configmaps", { metadata: { name: "a" } });
	expect(late.text).toBe(
		'{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"configmaps \\"a\\" is forbidden: unable to create new content in namespace n because it is being terminated","reason":"Forbidden","details":{"name":"a","kind":"configmaps","causes":[{"reason":"NamespaceTerminating","message":"namespace n is being terminated","field":"metadata.namespace"}]},"code":403}',
	);
});

test("Q3 Q4 a deleted namespace is emptied, waits for finalizers within it, and goes", async () => {
	const cluster = new ClusterState();
	await cluster.call("POST", "/api/v1/namespaces", { metadata: { name: "n" } });
	await cluster.call("POST", "/api/v1/namespaces/n/configmaps", { metadata: { name: "a", finalizers: ["example.com/x"] } });
	const first = await cluster.call("DELETE", "/api/v1/namespaces/n");
	expect(first.body).toMatchObject({
		kind: "Namespace",
		metadata: { deletionTimestamp: expect.any(String) },
		status: { phase: "Terminating" },
	});
	expect(first.body.metadata.deletionGracePeriodSeconds).toBeUndefined();
	await cluster.registry.settle();
	expect((await cluster.call("GET", "/api/v1/namespaces/n")).status).toBe(200);
	expect((await cluster.call("GET", "/api/v1/namespaces/n/serviceaccounts")).body.items).toEqual([]);
	await cluster.call("PUT", "/api/v1/namespaces/n/configmaps/a", { metadata: { name: "a" } });
	await cluster.registry.settle();
	expect((await cluster.call("GET", "/api/v1/namespaces/n")).status).toBe(404);
});

test("Q3 the namespaces of the system may not be deleted", async () => {
	const { status, body } = await new ClusterState().call("DELETE", "/api/v1/namespaces/default");
	expect([status, body.message]).toEqual([403, 'namespaces "default" is forbidden: this namespace may not be deleted']);
});

test("Q5 whom a namespace waits for is not changed through the main endpoint", async () => {
	const cluster = new ClusterState();
	const { body } = await cluster.call("PUT", "/api/v1/namespaces/default", {
		metadata: { name: "default" },
		spec: { finalizers: ["x.y/z"] },
	});
	expect(body.spec).toEqual({ finalizers: ["kubernetes"] });
});

test("Q4 owners and dependents of a namespace go with it, whoever owns whom", async () => {
	const cluster = new ClusterState();
	await cluster.call("POST", "/api/v1/namespaces", { metadata: { name: "n" } });
	const { body } = await cluster.call("POST", "/api/v1/namespaces/n/configmaps", { metadata: { name: "a" } });
	const ownerReferences = [{ apiVersion: "v1", kind: "ConfigMap", name: "a", uid: body.metadata.uid }];
	await cluster.call("POST", "/api/v1/namespaces/n/configmaps", { metadata: { name: "b", ownerReferences } });
	await cluster.call("PUT", "/api/v1/namespaces/n/configmaps/a", { metadata: { name: "a", ownerReferences } });
	await cluster.call("DELETE", "/api/v1/namespaces/n");
	await cluster.registry.settle();
	expect((await cluster.call("GET", "/api/v1/namespaces/n")).status).toBe(404);
});
