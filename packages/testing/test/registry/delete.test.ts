import { expect, test } from "vitest";
import { ClusterState, configMaps } from "./cluster-state.ts";

const pods = "/api/v1/namespaces/default/pods";
const pod = (name: string, spec: object = {}) => ({
	metadata: { name },
	spec: { containers: [{ name: "c", image: "i" }], ...spec },
});

test("N2 a complete deletion answers with a Status, or with the object where the kind does", async () => {
	const cluster = new ClusterState();
	const created = await cluster.call("POST", configMaps, { metadata: { name: "a" } });
	const gone = await cluster.call("DELETE", `${configMaps}/a`);
	expect(gone.text).toBe(
		`{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","details":{"name":"a","kind":"configmaps","uid":"${created.body.metadata.uid}"}}`,
	);
	const accounts = "/api/v1/namespaces/default/serviceaccounts";
	const account = await cluster.call("POST", accounts, { metadata: { name: "a" } });
	const { body } = await cluster.call("DELETE", `${accounts}/a`);
	expect(body.kind).toBe("ServiceAccount");
	expect(Number(body.metadata.resourceVersion)).toBeGreaterThan(Number(account.body.metadata.resourceVersion));
});

test("N1 options come from the body or else from the query, and are checked", async () => {
	const cluster = new ClusterState();
	await cluster.call("POST", configMaps, { metadata: { name: "a" } });
	const answers = [];
	for (const [query, body] of [
		["", { propagationPolicy: "Foo" }],
		["?propagationPolicy=Foo", undefined],
		["", { propagationPolicy: "Background", orphanDependents: true }],
		["?gracePeriodSeconds=x", undefined],
		["", { kind: "Foo" }],
		["?dryRun=All", undefined],
		["?propagationPolicy=Foo", { dryRun: ["All"] }],
	] as const) {
		answers.push((await cluster.call("DELETE", `${configMaps}/a${query}`, body)).status);
	}
	expect(answers).toEqual([422, 422, 422, 400, 400, 200, 200]);
	expect((await cluster.call("GET", `${configMaps}/a`)).status).toBe(200);
});

test("N3 preconditions name both values", async () => {
	const cluster = new ClusterState();
	const { body } = await cluster.call("POST", configMaps, { metadata: { name: "a" } });
	const uid = await cluster.call("DELETE", `${configMaps}/a`, { preconditions: { uid: "zzz" } });
	expect(uid.body.message).toBe(
		`Operation cannot be fulfilled on ConfigMap "a": the UID in the precondition (zzz) does not match the UID in record (${body.metadata.uid}). The object might have been deleted and then recreated`,
	);
	expect(uid.body.details).toEqual({ name: "a", kind: "ConfigMap" });
	const version = await cluster.call("DELETE", `${configMaps}/a`, { preconditions: { resourceVersion: "1" } });
	expect(version.status).toBe(409);
	const fitting = { preconditions: { uid: body.metadata.uid, resourceVersion: body.metadata.resourceVersion } };
	expect((await cluster.call("DELETE", `${configMaps}/a`, fitting)).status).toBe(200);
});

test("N4 finalizers hold an object, and a second deletion changes nothing", async () => {
	const cluster = new ClusterState();
	await cluster.call("POST", configMaps, { metadata: { name: "f", finalizers: ["example.com/x"] } });
	const first = await cluster.call("DELETE", `${configMaps}/f`);
	expect(first.body.metadata).toMatchObject({ deletionTimestamp: "2026-01-01T00:00:00Z", deletionGracePeriodSeconds: 0 });
	cluster.clock.advance(5000);
	expect((await cluster.call("DELETE", `${configMaps}/f`)).body).toEqual(first.body);
});

test("N5 a scheduled pod gets its grace period, which can only become shorter", async () => {
	const cluster = new ClusterState();
	await cluster.call("POST", pods, pod("p", { nodeName: "n", terminationGracePeriodSeconds: 40 }));
	const seen = [];
	for (const gracePeriodSeconds of [undefined, 50, 20, -5]) {
		const { body } = await cluster.call(
			"DELETE",
			`${pods}/p`,
			gracePeriodSeconds === undefined ? undefined : { gracePeriodSeconds },
		);
		seen.push([body.metadata.deletionGracePeriodSeconds, body.metadata.deletionTimestamp, body.metadata.generation]);
	}
	expect(seen).toEqual([
		[40, "2026-01-01T00:00:40Z", 2],
		[40, "2026-01-01T00:00:40Z", 2],
		[20, "2026-01-01T00:00:20Z", 2],
		[1, "2026-01-01T00:00:01Z", 2],
	]);
	await cluster.call("DELETE", `${pods}/p`, { gracePeriodSeconds: 0 });
	expect((await cluster.call("GET", `${pods}/p`)).status).toBe(404);
});

test("N5 an unscheduled pod goes at once", async () => {
	const cluster = new ClusterState();
	await cluster.call("POST", pods, pod("p"));
	expect((await cluster.call("DELETE", `${pods}/p`)).body).toMatchObject({
		kind: "Pod",
		metadata: { deletionGracePeriodSeconds: 0 },
	});
	expect((await cluster.call("GET", `${pods}/p`)).status).toBe(404);
});

test("N6 Foreground and Orphan leave a finalizer that goes once there are no dependents", async () => {
	const cluster = new ClusterState();
	for (const [propagationPolicy, finalizer] of [
		["Foreground", "foregroundDeletion"],
		["Orphan", "orphan"],
	]) {
		await cluster.call("POST", configMaps, { metadata: { name: "a" } });
		const { body } = await cluster.call("DELETE", `${configMaps}/a`, { propagationPolicy });
		expect(body.metadata.finalizers).toEqual([finalizer]);
		await cluster.registry.settle();
		expect((await cluster.call("GET", `${configMaps}/a`)).status).toBe(404);
	}
});

test("N9 a collection is deleted by selector and answers with what it was", async () => {
	const cluster = new ClusterState();
	for (const [name, x] of [
		["a", "1"],
		["b", "1"],
		["c", "2"],
	])
		await cluster.call("POST", configMaps, { metadata: { name, labels: { x } } });
	const { body } = await cluster.call("DELETE", `${configMaps}?labelSelector=x%3D1`);
	expect([body.kind, body.items.map((item: { metadata: { name: string } }) => item.metadata.name)]).toEqual([
		"ConfigMapList",
		["a", "b"],
	]);
	expect((await cluster.call("GET", `${configMaps}?labelSelector=x`)).body.items).toHaveLength(1);
	expect((await cluster.call("DELETE", "/api/v1/namespaces")).status).toBe(405);
});
