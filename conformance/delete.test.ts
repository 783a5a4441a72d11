import { AlreadyExistsError, Api, ConflictError, isStatus, NotFoundError } from "kubex";
import { ConfigMap, Pod, ServiceAccount } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody, failureOf } from "./failure.ts";
import { printedValue } from "./printed-value.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client, raw } = server;
const namespace = await server.namespace();
const configMaps = new Api(ConfigMap, { client, namespace });
const collection = `/api/v1/namespaces/${namespace}/configmaps`;
const make = (name: string, finalizers?: string[]): Promise<ConfigMap> =>
	configMaps.create({ metadata: { name, ...(finalizers !== undefined && { finalizers }) } });

check("AP-06 N2 B3 a ConfigMap is gone at once, and the answer a Status with its uid", async () => {
	const { metadata } = await make("gone");
	const { status, body } = await raw("DELETE", `${collection}/gone`);
	expect(status).toBe(200);
	expect(body).toEqual({
		kind: "Status",
		apiVersion: "v1",
		metadata: {},
		status: "Success",
		details: { name: "gone", kind: "configmaps", uid: metadata.uid },
	});
	await make("gone");
	const answer = await configMaps.delete("gone");
	expect(isStatus(answer) && answer.status).toBe("Success");
	expect(await configMaps.exists("gone")).toBe(false);
});

check("AP-06 N2 some kinds answer with the object that is gone", async () => {
	const accounts = new Api(ServiceAccount, { client, namespace });
	const created = await accounts.create({ metadata: { name: "gone" } });
	const answer = await accounts.delete("gone");
	expect(isStatus(answer)).toBe(false);
	expect(answer.metadata).toMatchObject({ name: "gone", uid: created.metadata.uid });
	expect(await accounts.exists("gone")).toBe(false);
});

check("B a missing object is a 404", async () => {
	const { body } = await raw("DELETE", `${collection}/nope`);
	expect(body).toEqual(failureBody(404, "NotFound", 'configmaps "nope" not found', { name: "nope", kind: "configmaps" }));
	await expect(configMaps.delete("nope")).rejects.toThrow(NotFoundError);
});

check("N3 B a uid or a resourceVersion that does not hold is a 409 that names both", async () => {
	const { metadata } = await make("guarded");
	const prefix = 'Operation cannot be fulfilled on ConfigMap "guarded": the';
	const uid = `${prefix} UID in the precondition (x) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`;
	const version = `${prefix} ResourceVersion in the precondition (1) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`;
	for (const [preconditions, message] of [
		[{ uid: "x" }, uid],
		[{ resourceVersion: "1" }, version],
		[{ uid: "x", resourceVersion: "1" }, uid],
		[{ uid: metadata.uid, resourceVersion: "1" }, version],
	] as const) {
		const { status, body } = await raw("DELETE", `${collection}/guarded`, { body: { preconditions } });
		expect(status).toBe(409);
		expect(body).toEqual(failureBody(409, "Conflict", message, { name: "guarded", kind: "ConfigMap" }));
		await expect(configMaps.delete("guarded", { preconditions })).rejects.toThrow(ConflictError);
	}
	const { uid: held, resourceVersion } = metadata;
	await configMaps.delete("guarded", { preconditions: { uid: held, resourceVersion } });
	expect(await configMaps.exists("guarded")).toBe(false);
});

check("N1 options come from the query as well, and the body wins", async () => {
	await make("query");
	expect((await raw("DELETE", `${collection}/query?dryRun=All`)).body).toMatchObject({ status: "Success" });
	expect(await configMaps.exists("query")).toBe(true);
	const answer = await raw("DELETE", `${collection}/query?propagationPolicy=Foreground`, {
		body: { propagationPolicy: "Background" },
	});
	expect(answer.body).toMatchObject({ kind: "Status", status: "Success" });
	expect(await configMaps.exists("query")).toBe(false);
});

check("N1 F4 B options that cannot be are 422s about DeleteOptions", async () => {
	await make("options");
	for (const [body, reason, detail, field] of [
		[
			{ propagationPolicy: "X" },
			"FieldValueNotSupported",
			'Unsupported value: "X": supported values: "Foreground", "Background", "Orphan", "nil"',
			"propagationPolicy",
		],
		[
			{ propagationPolicy: "Orphan", orphanDependents: true },
			"FieldValueInvalid",
			'Invalid value: "Orphan": orphanDependents and deletionPropagation cannot be both set',
			"propagationPolicy",
		],
		[
			{ dryRun: ["x"] },
			"FieldValueNotSupported",
			`Unsupported value: ${printedValue(server.minor, ["x"], '[]string{"x"}')}: supported values: "All"`,
			"dryRun",
		],
	] as const) {
		const answer = await raw("DELETE", `${collection}/options`, { body });
		expect(answer.status).toBe(422);
		expect(answer.body).toEqual(
			failureBody(422, "Invalid", `DeleteOptions.meta.k8s.io "" is invalid: ${field}: ${detail}`, {
				group: "meta.k8s.io",
				kind: "DeleteOptions",
				causes: [{ reason, message: detail, field }],
			}),
		);
	}
	expect(await configMaps.exists("options")).toBe(true);
});

check("N1 a body that is no JSON, or of another kind, is refused", async () => {
	await make("body");
	const broken = await raw("DELETE", `${collection}/body`, { body: "xx" });
	const problem = "couldn't get version/kind; json parse error: invalid character 'x' looking for beginning of value";
	// Before 1.35 the server takes the blame.
	const blamed = server.minor >= 35 ? 400 : 500;
	expect(broken.body).toEqual(failureBody(blamed, blamed === 400 ? "BadRequest" : undefined, problem));
	const pod = await raw("DELETE", `${collection}/body`, { body: { apiVersion: "v1", kind: "Pod" } });
	expect(pod.status).toBe(blamed);
	expect(await configMaps.exists("body")).toBe(true);
	expect((await raw("DELETE", `${collection}/body`, { body: {} })).status).toBe(200);
});

check("N1 E2 B options of the wrong type are told with the type that they should have", async () => {
	await make("unread");
	for (const [body, found, field, type] of [
		[{ gracePeriodSeconds: "x" }, "string", "DeleteOptions.gracePeriodSeconds", "int64"],
		[{ gracePeriodSeconds: 1.5 }, "number 1.5", "DeleteOptions.gracePeriodSeconds", "int64"],
		[{ propagationPolicy: 5 }, "number", "DeleteOptions.propagationPolicy", "v1.DeletionPropagation"],
		[{ orphanDependents: "x" }, "string", "DeleteOptions.orphanDependents", "bool"],
		[{ dryRun: "All" }, "string", "DeleteOptions.dryRun", "[]string"],
		[{ preconditions: [] }, "array", "DeleteOptions.preconditions", "v1.Preconditions"],
		[{ preconditions: { uid: 5 } }, "number", "Preconditions.preconditions.uid", "types.UID"],
	] as const) {
		const answer = await raw("DELETE", `${collection}/unread`, { body });
		// Before 1.35 the server takes the blame.
		const blamed = server.minor >= 35 ? 400 : 500;
		const message = `json: cannot unmarshal ${found} into Go struct field ${field} of type ${type}`;
		expect(answer.body).toEqual(failureBody(blamed, blamed === 400 ? "BadRequest" : undefined, message));
	}
	expect(await configMaps.exists("unread")).toBe(true);
});

check("AP-06 options of the wrong type are refused before anything is sent", async () => {
	await make("typed");
	for (const gracePeriodSeconds of [-1, 1.5, Number.NaN]) {
		await expect(configMaps.delete("typed", { gracePeriodSeconds })).rejects.toThrow(TypeError);
	}
	await expect(configMaps.delete("typed", { dryRun: "all" as "All" })).rejects.toThrow(TypeError);
	expect(await configMaps.exists("typed")).toBe(true);
});

check("N4 an object with finalizers stays until the last one is removed", async () => {
	const created = await make("finalized", ["example.com/a", "example.com/b"]);
	const marked = await configMaps.delete("finalized");
	if (isStatus(marked)) throw new Error("the answer should be the object that still has to end");
	expect(marked.metadata.deletionTimestamp).toMatch(/Z$/);
	expect(marked.metadata.deletionGracePeriodSeconds).toBe(0);
	expect(marked.metadata.uid).toBe(created.metadata.uid);
	expect(BigInt(marked.metadata.resourceVersion)).toBeGreaterThan(BigInt(created.metadata.resourceVersion));
	expect(await configMaps.get("finalized")).toEqual(marked);

	expect(await configMaps.delete("finalized"), "a second delete changes nothing").toEqual(marked);
	await expect(make("finalized")).rejects.toThrow(AlreadyExistsError);
	const again = await failureOf(make("finalized"));
	expect(again.status.message).toBe('object is being deleted: configmaps "finalized" already exists');

	const labelled = await configMaps.replace("finalized", { ...marked, metadata: { ...marked.metadata, labels: { a: "b" } } });
	expect(labelled.metadata.labels).toEqual({ a: "b" });
	const one = await configMaps.replace("finalized", {
		...labelled,
		metadata: { ...labelled.metadata, finalizers: ["example.com/b"] },
	});
	expect(one.metadata.deletionTimestamp).toBe(marked.metadata.deletionTimestamp);
	const last = await configMaps.replace("finalized", { ...one, metadata: { ...one.metadata, finalizers: [] } });
	expect(last.metadata.name, "K8 the last write is answered with the object").toBe("finalized");
	expect(last.metadata).not.toHaveProperty("finalizers");
	expect(await configMaps.exists("finalized")).toBe(false);
});

check("K5 B no finalizer can be added while an object is being deleted", async () => {
	await make("ending", ["example.com/a"]);
	await configMaps.delete("ending");
	const metadata = { name: "ending", finalizers: ["example.com/a", "example.com/g"] };
	const { status, body } = await raw("PUT", `${collection}/ending`, { body: { metadata } });
	expect(status).toBe(422);
	const detail =
		'Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/g"}';
	const cause = { reason: "FieldValueForbidden", message: detail, field: "metadata.finalizers" };
	// Before 1.37 metadata is checked twice: the message is free of repetition, the causes are not.
	expect(body).toEqual(
		failureBody(422, "Invalid", `ConfigMap "ending" is invalid: metadata.finalizers: ${detail}`, {
			name: "ending",
			kind: "ConfigMap",
			causes: server.minor >= 37 ? [cause] : [cause, cause],
		}),
	);
	await configMaps.replace("ending", { metadata: { name: "ending" } });
});

check("N6 Background is the default: the object is gone at once", async () => {
	await make("background");
	expect(isStatus(await configMaps.delete("background", { propagationPolicy: "Background" }))).toBe(true);
	expect(await configMaps.exists("background")).toBe(false);
});

for (const [propagationPolicy, finalizer] of [
	["Foreground", "foregroundDeletion"],
	["Orphan", "orphan"],
] as const) {
	check(`N6 ${propagationPolicy} leaves the object to the garbage collector, by the finalizer ${finalizer}`, async () => {
		const name = propagationPolicy.toLowerCase();
		await make(name, ["example.com/held"]);
		const marked = await configMaps.delete(name, { propagationPolicy });
		if (isStatus(marked)) throw new Error("the answer should be the object that still has to end");
		expect(marked.metadata.finalizers?.toSorted()).toEqual(["example.com/held", finalizer].toSorted());
		expect(marked.metadata.deletionTimestamp).toBeDefined();
		await configMaps.replace(name, { metadata: { name } });
		expect(await configMaps.exists(name)).toBe(false);
	});
}

check("N1 the deprecated orphanDependents still speaks", async () => {
	await make("dependents", ["example.com/held"]);
	const marked = await configMaps.delete("dependents", { orphanDependents: true });
	expect(!isStatus(marked) && marked.metadata.finalizers).toContain("orphan");
	await configMaps.replace("dependents", { metadata: { name: "dependents" } });
	await make("dependents");
	expect(isStatus(await configMaps.delete("dependents", { orphanDependents: false }))).toBe(true);
});

const pods = new Api(Pod, { client, namespace });
const bound = { nodeName: "conformance-no-such-node", containers: [{ name: "main", image: "example.com/none:1" }] };
const grace = async (name: string, options: object): Promise<number | undefined> => {
	const answer = await pods.delete(name, options);
	if (isStatus(answer)) throw new Error("a Pod is answered with itself");
	return answer.metadata.deletionGracePeriodSeconds;
};

check("N5 a Pod on a node has its grace period to end, which later deletions can only shorten", async () => {
	await pods.create({ metadata: { name: "graceful" }, spec: bound });
	expect(await grace("graceful", { gracePeriodSeconds: 20, dryRun: true })).toBe(20);
	const before = Date.now();
	expect(await grace("graceful", {}), "terminationGracePeriodSeconds is the default").toBe(30);
	const ending = await pods.get("graceful");
	expect(Math.abs(Date.parse(ending.metadata.deletionTimestamp ?? "") - before - 30_000)).toBeLessThan(5000);
	expect(await grace("graceful", { gracePeriodSeconds: 50 })).toBe(30);
	expect(await grace("graceful", { gracePeriodSeconds: 10 })).toBe(10);
	expect(await grace("graceful", { gracePeriodSeconds: 0 })).toBe(0);
	expect(await pods.exists("graceful")).toBe(false);
});

check("N5 a grace period in the Pod's spec is the default of its deletion", async () => {
	await pods.create({ metadata: { name: "patient" }, spec: { ...bound, terminationGracePeriodSeconds: 5 } });
	expect(await grace("patient", {})).toBe(5);
	await pods.delete("patient", { gracePeriodSeconds: 0 });
});

check("N5 a negative grace period is one second", async () => {
	await pods.create({ metadata: { name: "negative" }, spec: bound });
	const path = `/api/v1/namespaces/${namespace}/pods/negative`;
	expect((await raw("DELETE", path, { body: { gracePeriodSeconds: -5 } })).body).toMatchObject({
		metadata: { deletionGracePeriodSeconds: 1 },
	});
	await raw("DELETE", path, { body: { gracePeriodSeconds: 0 } });
});

check("N5 a Pod that no node has is gone at once", async () => {
	await pods.create({ metadata: { name: "unbound" }, spec: { ...bound, nodeName: "", schedulerName: "conformance-none" } });
	expect(await grace("unbound", {})).toBe(0);
	expect(await pods.exists("unbound")).toBe(false);
});

check("N4 N5 K6 the deletion of a Pod counts as a change of its spec from 1.34 on", async () => {
	const { metadata } = await pods.create({ metadata: { name: "counted" }, spec: bound });
	const answer = await pods.delete("counted");
	expect([metadata.generation, answer.metadata?.["generation" as never]]).toEqual(
		server.minor >= 33 ? [1, 2] : [undefined, undefined],
	);
	await pods.delete("counted", { gracePeriodSeconds: 0 });
});

check("N7 dependents are deleted after their owner [needs:gc]", async () => {
	const owner = await make("owner");
	const ownerReferences = [{ apiVersion: "v1", kind: "ConfigMap", name: "owner", uid: owner.metadata.uid }];
	await configMaps.create({ metadata: { name: "dependent", ownerReferences } });
	await configMaps.delete("owner");
	await expect.poll(() => configMaps.exists("dependent"), { timeout: 10_000 }).toBe(false);
});
