import { Api, ForbiddenError, isStatus } from "kubex";
import { ConfigMap, Namespace } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { conformanceLabel } from "./conformance-label.ts";
import { failureBody, failureOf } from "./failure.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client, raw } = server;
const namespaces = new Api(Namespace, { client });
const labels = { [conformanceLabel]: "" };

check("Q1 a namespace begins active, with the finalizer of the cluster and its name as a label", async () => {
	const created = await namespaces.create(
		{ metadata: { name: "conformance-q1", labels: { "kubernetes.io/metadata.name": "wrong" } } },
		{ dryRun: true },
	);
	expect(created.spec?.finalizers).toEqual(["kubernetes"]);
	expect(created.status).toEqual({ phase: "Active" });
	expect(created.metadata.labels).toEqual({ "kubernetes.io/metadata.name": "conformance-q1" });
	const own = await namespaces.create(
		{ metadata: { name: "conformance-q1" }, spec: { finalizers: ["example.com/a"] } },
		{ dryRun: true },
	);
	expect(own.spec?.finalizers).toEqual(["example.com/a", "kubernetes"]);
});

check("Q1 the label with the name cannot be lost", async () => {
	const name = await server.namespace();
	const replaced = await namespaces.replace(name, { metadata: { name } });
	expect(replaced.metadata.labels).toEqual({ "kubernetes.io/metadata.name": name });
});

check("Q1 four namespaces exist from the start", async () => {
	const names = (await namespaces.list()).items.map(({ metadata }) => metadata.name);
	expect(names).toEqual(expect.arrayContaining(["default", "kube-node-lease", "kube-public", "kube-system"]));
});

check("Q3 B the first three of them cannot be deleted", async () => {
	for (const name of ["default", "kube-public", "kube-system"]) {
		const error = await failureOf(namespaces.delete(name));
		expect(error).toBeInstanceOf(ForbiddenError);
		const message = `namespaces "${name}" is forbidden: this namespace may not be deleted`;
		expect(error.status).toEqual(failureBody(403, "Forbidden", message, { name, kind: "namespaces" }));
	}
});

check("Q2 Q3 Q4 the life of a namespace with content that does not want to end [needs:kcm]", async () => {
	const name = await server.namespace();
	const configMaps = new Api(ConfigMap, { client, namespace: name });
	await configMaps.create({ metadata: { name: "held", finalizers: ["example.com/a"] } });
	await configMaps.create({ metadata: { name: "free" } });

	const marked = await namespaces.delete(name);
	if (isStatus(marked)) throw new Error("a Namespace is answered with itself");
	expect(marked.metadata.deletionTimestamp).toMatch(/Z$/);
	expect(marked.metadata).not.toHaveProperty("deletionGracePeriodSeconds");
	expect(marked.status?.phase).toBe("Terminating");
	const again = await namespaces.delete(name);
	expect(again.metadata, "Appendix 3: a second deletion is answered with the object").toMatchObject({
		uid: marked.metadata.uid,
		deletionTimestamp: marked.metadata.deletionTimestamp,
	});

	for (const query of ["", "?dryRun=All"]) {
		const { status, body } = await raw("POST", `/api/v1/namespaces/${name}/configmaps${query}`, {
			body: { metadata: { name: "late" } },
		});
		expect(status).toBe(403);
		const text = `unable to create new content in namespace ${name} because it is being terminated`;
		expect(body).toEqual(
			failureBody(403, "Forbidden", `configmaps "late" is forbidden: ${text}`, {
				name: "late",
				kind: "configmaps",
				causes: [
					{ reason: "NamespaceTerminating", message: `namespace ${name} is being terminated`, field: "metadata.namespace" },
				],
			}),
		);
	}
	await expect.poll(() => configMaps.exists("free"), { timeout: 10_000 }).toBe(false);
	expect((await configMaps.get("held")).metadata.deletionTimestamp).toBeDefined();
	await expect.poll(async () => (await namespaces.get(name)).status?.conditions?.length, { timeout: 10_000 }).toBe(5);
	const conditions = (await namespaces.get(name)).status?.conditions ?? [];
	expect(Object.fromEntries(conditions.map(({ type, status, reason }) => [type, `${status} ${reason}`]))).toEqual({
		NamespaceDeletionDiscoveryFailure: "False ResourcesDiscovered",
		NamespaceDeletionGroupVersionParsingFailure: "False ParsedGroupVersions",
		NamespaceDeletionContentFailure: "False ContentDeleted",
		NamespaceContentRemaining: "True SomeResourcesRemain",
		NamespaceFinalizersRemaining: "True SomeFinalizersRemain",
	});
	expect(conditions.find(({ type }) => type === "NamespaceFinalizersRemaining")?.message).toBe(
		"Some content in the namespace has finalizers remaining: example.com/a in 1 resource instances",
	);
	const held = await configMaps.get("held");
	await configMaps.replace("held", { ...held, metadata: { ...held.metadata, finalizers: [] } });
	await expect.poll(() => namespaces.exists(name), { timeout: 10_000 }).toBe(false);
});

check("Q4 an empty namespace ends by itself, and its name is free again [needs:kcm]", async () => {
	const name = await server.namespace();
	await namespaces.delete(name);
	await expect.poll(() => namespaces.exists(name), { timeout: 10_000 }).toBe(false);
	const created = await namespaces.create({ metadata: { name, labels } });
	expect(created.status?.phase).toBe("Active");
});

check("Q5 O3 the finalizers of a namespace change by its own endpoint only", async () => {
	const name = await server.namespace();
	const replaced = await namespaces.replace(name, { metadata: { name, labels }, spec: { finalizers: [] } });
	expect(replaced.spec?.finalizers).toEqual(["kubernetes"]);
	const path = `/api/v1/namespaces/${name}/finalize`;
	for (const finalizers of [["example.com/a", "kubernetes"], ["kubernetes"]]) {
		const { status, body } = await raw("PUT", path, { body: { metadata: { name }, spec: { finalizers } } });
		expect(status).toBe(200);
		expect(body).toMatchObject({ spec: { finalizers }, status: { phase: "Active" } });
	}
	expect((await raw("GET", path)).status).toBe(405);
});

check("A2 the status of a namespace is a path below it, not a collection in it", async () => {
	const name = await server.namespace();
	expect((await raw("GET", `/api/v1/namespaces/${name}/status`)).body).toMatchObject({ kind: "Namespace", metadata: { name } });
});

check("A2 Q2 a namespace is both an object and a place", async () => {
	const name = await server.namespace();
	expect((await namespaces.get(name)).kind).toBe("Namespace");
	await new Api(ConfigMap, { client }).create({ metadata: { name: "inside" } }, { namespace: name });
	expect(await new Api(ConfigMap, { client, namespace: name }).exists("inside")).toBe(true);
});
