import { Api, type Input, isStatus, type List } from "kubex";
import { Secret } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody } from "./failure.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client, raw } = server;
const namespace = await server.namespace();
const secrets = new Api(Secret, { client, namespace });
const collection = `/api/v1/namespaces/${namespace}/secrets`;

async function make(...metadata: Input<Secret>["metadata"][]): Promise<void> {
	for (const one of metadata) await secrets.create({ metadata: one });
}

async function names(labelSelector = ""): Promise<string[]> {
	return (await secrets.list({ labelSelector })).items.map(({ metadata }) => metadata.name);
}

function listed(answer: Awaited<ReturnType<typeof secrets.deleteCollection>>): List<Secret> {
	if (isStatus(answer)) throw new Error("the answer should be the list of what was deleted");
	return answer;
}

check("AP-07 N9 a label selector chooses what is deleted, and the answer lists it", async () => {
	await make({ name: "a1", labels: { set: "a" } }, { name: "a2", labels: { set: "a" } }, { name: "b1", labels: { set: "b" } });
	const deleted = listed(await secrets.deleteCollection({ labelSelector: { set: "a" } }));
	expect(deleted.items.map(({ metadata }) => metadata.name)).toEqual(["a1", "a2"]);
	expect(deleted.items[0], "GAP-27 items carry their kind").toMatchObject({ apiVersion: "v1", kind: "Secret" });
	expect(await names("set")).toEqual(["b1"]);
	await secrets.delete("b1");
});

check("AP-07 N9 a field selector chooses as well, and both hold together", async () => {
	await make({ name: "f1", labels: { set: "f" } }, { name: "f2", labels: { set: "f" } }, { name: "f3" });
	await secrets.deleteCollection({ fieldSelector: "metadata.name=f1" });
	expect(await names("set=f")).toEqual(["f2"]);
	await secrets.deleteCollection({ fieldSelector: "metadata.name=f3", labelSelector: "set=f" });
	expect(await names()).toEqual(["f2", "f3"]);
	await secrets.delete("f2");
	await secrets.delete("f3");
});

check("N9 a selector that chooses nothing deletes nothing, with a list of nothing", async () => {
	await make({ name: "left" });
	const { status, body } = await raw("DELETE", `${collection}?labelSelector=set%3Dnope`);
	expect(status).toBe(200);
	expect(body).toMatchObject({ kind: "SecretList", apiVersion: "v1", items: [] });
	expect(await names()).toEqual(["left"]);
	await secrets.delete("left");
});

check("AP-07 dryRun deletes nothing, and lists what it would delete", async () => {
	await make({ name: "dry", labels: { set: "dry" } });
	const would = listed(await secrets.deleteCollection({ labelSelector: "set=dry", dryRun: true }));
	expect(would.items.map(({ metadata }) => metadata.name)).toEqual(["dry"]);
	expect(await names("set=dry")).toEqual(["dry"]);
	await secrets.delete("dry");
});

check("N9 objects with finalizers are marked, the others are gone", async () => {
	await make({ name: "held", labels: { set: "fin" }, finalizers: ["example.com/a"] }, { name: "free", labels: { set: "fin" } });
	await secrets.deleteCollection({ labelSelector: "set=fin" });
	const left = await secrets.list({ labelSelector: "set=fin" });
	expect(left.items.map(({ metadata }) => metadata.name)).toEqual(["held"]);
	expect(left.items[0]?.metadata.deletionTimestamp).toBeDefined();
	await secrets.replace("held", { metadata: { name: "held" } });
});

check("AP-07 propagationPolicy holds for each object [needs:gc]", async () => {
	const own = new Api(Secret, { client, namespace: await server.namespace() });
	const { metadata } = await own.create({ metadata: { name: "policy", labels: { set: "policy" } } });
	const owner = { apiVersion: "v1", kind: "Secret", name: "policy", uid: metadata.uid, blockOwnerDeletion: true };
	// A dependent that stays keeps a garbage collector from finishing.
	await own.create({ metadata: { name: "dependent", ownerReferences: [owner], finalizers: ["example.com/a"] } });
	await own.deleteCollection({ labelSelector: "set=policy", propagationPolicy: "Foreground", gracePeriodSeconds: 0 });
	expect((await own.get("policy")).metadata.finalizers).toContain("foregroundDeletion");
	await own.replace("policy", { metadata: { name: "policy" } });
	await own.replace("dependent", { metadata: { name: "dependent" } });
	await own.deleteCollection();
});

check("AP-07 N6 Orphan and Foreground leave each object to the garbage collector", async () => {
	const own = new Api(Secret, { client, namespace: await server.namespace() });
	for (const name of ["o1", "o2"]) await own.create({ metadata: { name, finalizers: ["example.com/a"] } });
	await own.deleteCollection({ propagationPolicy: "Orphan" });
	for (const name of ["o1", "o2"]) {
		expect((await own.get(name)).metadata.deletionTimestamp).toBeDefined();
		await own.replace(name, { metadata: { name } });
	}
});

check("AP-07 N9 without a selector all objects of the one namespace are deleted", async () => {
	const other = await server.namespace();
	await make({ name: "x1" }, { name: "x2" });
	await secrets.create({ metadata: { name: "elsewhere" } }, { namespace: other });
	await secrets.deleteCollection();
	expect(await names()).toEqual([]);
	expect(await secrets.exists("elsewhere", { namespace: other })).toBe(true);
});

check("N9 a limit is honoured", async () => {
	await make({ name: "l1" }, { name: "l2" }, { name: "l3" });
	const deleted = listed(await secrets.deleteCollection({ limit: 2 }));
	expect(deleted.items.map(({ metadata }) => metadata.name)).toEqual(["l1", "l2"]);
	await secrets.deleteCollection();
});

check("N9 A6 B namespaces, and all namespaces at once, cannot be deleted as a collection", async () => {
	const message = "the server does not allow this method on the requested resource";
	for (const path of ["/api/v1/namespaces", "/api/v1/secrets"]) {
		const { status, body } = await raw("DELETE", path);
		expect(status).toBe(405);
		expect(body).toEqual(failureBody(405, "MethodNotAllowed", message, {}));
	}
});

check("N9 a bad selector deletes nothing", async () => {
	await make({ name: "safe" });
	const { status, body } = await raw("DELETE", `${collection}?labelSelector=${encodeURIComponent("a in")}`);
	expect(status).toBe(400);
	expect(body).toEqual(failureBody(400, "BadRequest", "unable to parse requirement: found '' expected: '('"));
	await expect(secrets.deleteCollection({ labelSelector: { set: { in: [] } } })).rejects.toThrow(TypeError);
	expect(await names()).toEqual(["safe"]);
	await secrets.delete("safe");
});
