import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody } from "./failure.ts";
import { brokenPatch, patchesOf } from "./patches.ts";
import { printedTexts } from "./printed-value.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw } = server;
const namespace = await server.namespace();
const patches = patchesOf(server, namespace);
const merge = "application/merge-patch+json";
const modified = "the object has been modified; please apply your changes to the latest version and try again";

check("L1 L4 a merge patch sets, removes with null, and leaves the rest alone", async () => {
	const { path, created } = await patches.configMap({ metadata: { labels: { x: "y" } }, data: { a: "1", b: "2" } });
	const { status, body } = await patches.send(path, merge, { data: { a: "2", b: null, c: "3" } });
	expect(status).toBe(200);
	expect(body).toMatchObject({ data: { a: "2", c: "3" }, metadata: { labels: { x: "y" } } });
	expect(body.metadata.uid).toBe(created.metadata.uid);
	expect(BigInt(body.metadata.resourceVersion)).toBeGreaterThan(BigInt(created.metadata.resourceVersion));
	expect((await raw("GET", path)).body).toEqual(body);
});

check("L4 lists are replaced, and null takes a whole member", async () => {
	const { path } = await patches.deployment();
	const containers = [{ name: "only", image: "example.com/none:3" }];
	const { body } = await patches.send(path, merge, { spec: { template: { spec: { containers, volumes: null } } } });
	expect(body.spec.template.spec.containers).toEqual([expect.objectContaining(containers[0] ?? {})]);
	expect(body.spec.template.spec).not.toHaveProperty("volumes");
});

check("L2 K4 a patch that changes nothing writes nothing", async () => {
	const { path, created } = await patches.configMap({ data: { a: "1" } });
	for (const patch of [{}, { data: { a: "1" } }, { metadata: { labels: {} } }, { data: { b: null } }]) {
		expect((await patches.send(path, merge, patch)).body).toEqual(created);
	}
});

check("L2 a resourceVersion in a patch must be the object's, and without one any will do", async () => {
	const { path, name, created } = await patches.configMap({ data: { a: "1" } });
	const stale = await patches.send(path, merge, { metadata: { resourceVersion: "1" }, data: { a: "2" } });
	const message = `Operation cannot be fulfilled on configmaps "${name}": ${modified}`;
	expect(stale.body).toEqual(failureBody(409, "Conflict", message, { name, kind: "configmaps" }));
	const { resourceVersion } = created.metadata;
	expect((await patches.send(path, merge, { metadata: { resourceVersion }, data: { a: "2" } })).status).toBe(200);
	expect((await patches.send(path, merge, { metadata: { resourceVersion: null }, data: { a: "3" } })).status).toBe(200);
	const leases = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
	await raw("POST", leases, { body: { metadata: { name: "versioned" } } });
	const spec = { leaseDurationSeconds: 5 };
	expect((await patches.send(`${leases}/versioned`, merge, { spec })).status).toBe(200);
	const unconditional = await patches.send(`${leases}/versioned`, merge, { metadata: { resourceVersion: null }, spec });
	expect(unconditional.status).toBe(422);
	expect(unconditional.body.details.causes[0].field).toBe("metadata.resourceVersion");
});

check("L2 parallel patches of different members all succeed", async () => {
	const { path } = await patches.configMap({ data: {} });
	const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
	const answers = await Promise.all(keys.map((key) => patches.send(path, merge, { data: { [key]: "" } })));
	expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
	expect(Object.keys((await patches.read(path)).data).toSorted()).toEqual(keys.toSorted());
});

check("L4 K2 B a patch changes neither name nor namespace nor uid", async () => {
	const { path, name } = await patches.configMap({});
	for (const [metadata, message] of [
		[{ name: "other" }, `the name of the object (other) does not match the name on the URL (${name})`],
		[{ name: null }, `the name of the object (${name} based on URL) was undeterminable: name must be provided`],
		[{ namespace: "other" }, "the namespace of the provided object does not match the namespace sent on the request"],
		[null, `the name of the object (${name} based on URL) was undeterminable: name must be provided`],
	] as const) {
		const { body } = await patches.send(path, merge, { metadata });
		expect(body).toEqual(failureBody(400, "BadRequest", message));
	}
	expect((await patches.send(path, merge, { metadata: { namespace: null, uid: null } })).status).toBe(200);
	const { body } = await patches.send(path, merge, { metadata: { uid: "zzz" } });
	expect(body.message).toBe(`ConfigMap "${name}" is invalid: metadata.uid: Invalid value: "zzz": field is immutable`);
});

check("L2 K9 T a patch goes through the checks of a replace", async () => {
	const { path, name } = await patches.configMap({ immutable: true, data: { a: "1" } });
	const { body } = await patches.send(path, merge, { data: { a: "2" } });
	expect(body.message).toBe(`ConfigMap "${name}" is invalid: data: Forbidden: field is immutable when \`immutable\` is set`);
	expect((await patches.send(path, merge, { metadata: { labels: { a: "-" } } })).status).toBe(422);
});

check("L2 S4 a Pod keeps its priority where a patch takes it away", async () => {
	const path = `/api/v1/namespaces/${namespace}/pods`;
	const spec = { schedulerName: "conformance-none", containers: [{ name: "only", image: "example.com/none:1" }] };
	const created = await raw("POST", path, { body: { metadata: { name: "priority" }, spec } });
	const patch = { spec: { priority: null, preemptionPolicy: null } };
	const { status, body } = await patches.send(`${path}/priority`, merge, patch);
	expect([status, body]).toEqual([200, created.body]);
	expect(body.spec).toMatchObject({ priority: 0, preemptionPolicy: "PreemptLowerPriority" });
});

check("L2 S3 a Pod whose token is projected cannot lose its service account", async () => {
	const path = `/api/v1/namespaces/${namespace}/pods`;
	const spec = {
		schedulerName: "conformance-none",
		containers: [{ name: "only", image: "example.com/none:1" }],
		volumes: [{ name: "token", projected: { sources: [{ serviceAccountToken: { path: "token" } }] } }],
		automountServiceAccountToken: false,
	};
	expect((await raw("POST", path, { body: { metadata: { name: "token" }, spec } })).status).toBe(201);
	const { body } = await patches.send(`${path}/token`, merge, { spec: { serviceAccountName: null, serviceAccount: null } });
	expect(body.details.causes[0]).toEqual({
		reason: "FieldValueForbidden",
		message: "Forbidden: must not be specified when serviceAccountName is not set",
		field: "spec.volumes[0].projected.sources[0].serviceAccountToken",
	});
});

check("L2 G7 owners that a patch repeats are owned as they are, and stored once, with a warning", async () => {
	const { created: owner } = await patches.configMap({});
	const reference = { apiVersion: "v1", kind: "ConfigMap", name: owner.metadata.name, uid: owner.metadata.uid };
	const { path } = await patches.configMap({ metadata: { ownerReferences: [reference] } });
	const patch = { metadata: { ownerReferences: [reference, reference] } };
	const { status, body, warnings } = await patches.send(`${path}?fieldManager=repeating`, merge, patch);
	expect(status).toBe(200);
	expect(body.metadata.ownerReferences).toEqual([reference]);
	expect(warnings).toEqual([expect.stringContaining("contains duplicate entries after mutating admission happens")]);
	const owned = body.metadata.managedFields.find(({ manager }: { manager: string }) => manager === "repeating");
	expect(owned.fieldsV1).toEqual({ "f:metadata": { "f:ownerReferences": { [`k:{"uid":"${reference.uid}"}`]: {} } } });
});

check("L4 B a body that is no merge patch is a 400", async () => {
	const { path } = await patches.configMap({});
	for (const [text, message] of [
		["", brokenPatch(server.minor, "error decoding patch: unexpected end of JSON input")],
		["{", brokenPatch(server.minor, "error decoding patch: unexpected end of JSON input")],
		["{x}", brokenPatch(server.minor, "error decoding patch: invalid character 'x' looking for beginning of object key string")],
		["[]", "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}"],
		['"x"', "error decoding patch: json: cannot unmarshal string into Go value of type map[string]interface {}"],
		["null", "Invalid JSON Patch"],
	] as const) {
		expect((await patches.send(path, merge, text)).body, text).toEqual(failureBody(400, "BadRequest", message));
	}
});

check("L7 F2 what a patch makes must be of its kind: 422 with what came out and why", async () => {
	const { path, name, created } = await patches.configMap({ metadata: { labels: { x: "y" } }, data: { b: "2", a: "1" } });
	const { body } = await patches.send(path, merge, { data: { a: 5 } });
	expect(body).toMatchObject({ code: 422, reason: "Invalid", details: { causes: [{ field: "patch" }] } });
	// The server writes what it has looked into in the order of the names.
	const { metadata } = created;
	const shown = JSON.stringify({ apiVersion: "v1", data: { a: 5, b: "2" }, kind: "ConfigMap", metadata });
	const problem = "json: cannot unmarshal number into Go struct field ConfigMap.data of type string";
	expect(body.message).toBe(` "" is invalid: patch: Invalid value: ${JSON.stringify(shown)}: ${problem}`);
	const { body: other } = await patches.send(path, merge, { apiVersion: "v2" });
	// The line of the server's source is another one in other releases.
	expect(other.message).toMatch(/: no kind "ConfigMap" is registered for version "v2" in scheme "pkg\/runtime\/scheme\.go:\d+"$/);
	expect((await patches.read(path)).metadata.name).toBe(name);
});

check("L7 F2 unknown and repeated fields of a patch are warned of, refused or ignored", async () => {
	const { path } = await patches.configMap({ data: { a: "1" } });
	const text = '{"foo":1,"foo":2,"data":{"a":"3","a":"4"}}';
	const warned = await patches.send(path, merge, text);
	expect(warned.body.data).toEqual({ a: "4" });
	expect(warned.warnings).toEqual([
		'299 - "duplicate field \\"foo\\""',
		'299 - "duplicate field \\"data.a\\""',
		'299 - "unknown field \\"foo\\""',
	]);
	const strict = await patches.send(`${path}?fieldValidation=Strict`, merge, text);
	expect(strict.status).toBe(422);
	expect(strict.body.message).toMatch(
		/: strict decoding error: duplicate field "foo", duplicate field "data\.a", unknown field "foo"$/,
	);
	const ignored = await patches.send(`${path}?fieldValidation=Ignore`, merge, text);
	expect([ignored.status, ignored.warnings]).toEqual([200, []]);
});

check("L1 what is missing cannot be patched, whatever the patch", async () => {
	const path = `/api/v1/namespaces/${namespace}/configmaps/nope`;
	const missing = failureBody(404, "NotFound", 'configmaps "nope" not found', { name: "nope", kind: "configmaps" });
	for (const body of [{}, { metadata: { uid: "x" } }]) expect((await patches.send(path, merge, body)).body).toEqual(missing);
	const broken = failureBody(400, "BadRequest", "invalid JSON patch");
	expect((await patches.send(path, merge, "{")).body).toEqual(server.minor >= 37 ? broken : missing);
	const deployment = `/apis/apps/v1/namespaces/${namespace}/deployments/nope`;
	for (const part of ["", "/status", "/scale"]) expect((await patches.send(deployment + part, merge, {})).status).toBe(404);
	expect((await patches.send(`/api/v1/namespaces/${namespace}/configmaps`, merge, {})).status).toBe(405);
});

check("L1 B another media type is a 415", async () => {
	const { path } = await patches.configMap({});
	for (const type of ["text/plain", "application/json", "application/yaml", "application/apply-patch+json"]) {
		const { body } = await patches.send(path, type, {});
		expect(body).toEqual(failureBody(415, "UnsupportedMediaType", "415: Unsupported Media Type", {}));
	}
	expect((await patches.send(path, `${merge}; charset=utf-8`, {})).status).toBe(200);
});

check("F4 options that are not for patches are named", async () => {
	const { path } = await patches.configMap({});
	const messageOf = async (query: string): Promise<unknown> => (await patches.send(`${path}?${query}`, merge, {})).body.message;
	const force = 'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch';
	expect(await messageOf("force=true")).toBe(force);
	expect(await messageOf("dryRun=x")).toBe(
		`PatchOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ${printedTexts(server.minor, ["x"])}: supported values: "All"`,
	);
	expect(await messageOf(`fieldManager=${"x".repeat(129)}`)).toBe(
		'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Too long: may not be more than 128 bytes',
	);
});

check("F1 a dry patch shows the result and writes nothing", async () => {
	const { path, created } = await patches.configMap({ data: { a: "1" } });
	const { body } = await patches.send(`${path}?dryRun=All`, merge, { data: { a: "2" } });
	expect(body.data).toEqual({ a: "2" });
	expect(await patches.read(path)).toEqual(created);
});

check("K8 a patch that takes the last finalizer of a deleted object removes it", async () => {
	const { path } = await patches.configMap({ metadata: { finalizers: ["example.com/a"] } });
	await raw("DELETE", path);
	const { status } = await patches.send(path, merge, { metadata: { finalizers: null } });
	expect([status, (await raw("GET", path)).status]).toEqual([200, 404]);
});

check("K5 M2 a patch may reset who owns what", async () => {
	const { path } = await patches.configMap({ data: { a: "1" } });
	const kept = await patches.send(path, merge, { metadata: { managedFields: null }, data: { a: "2" } });
	expect(kept.body.metadata.managedFields).toHaveLength(1);
	const { body } = await patches.send(path, merge, { metadata: { managedFields: [] } });
	expect(body.metadata).not.toHaveProperty("managedFields");
});

check("L8 K7 a patch of the status changes the status alone", async () => {
	const { path, created } = await patches.deployment();
	const patch = { metadata: { labels: { q: "q" } }, spec: { replicas: 9 }, status: { collisionCount: 7 } };
	for (const type of [merge, "application/strategic-merge-patch+json"]) {
		const { body } = await patches.send(`${path}/status?fieldManager=patcher`, type, patch);
		expect(body.status.collisionCount).toBe(7);
		expect(body.spec).toEqual(created.spec);
		expect(body.metadata.labels).toEqual(created.metadata.labels);
		const owned = body.metadata.managedFields.find(({ manager }: { manager: string }) => manager === "patcher");
		expect(owned).toMatchObject({ subresource: "status", fieldsV1: { "f:status": { "f:collisionCount": {} } } });
	}
	expect((await patches.send(path, merge, { status: { collisionCount: 8 } })).body.status.collisionCount).toBe(7);
});

check("L8 O2 a patch of the scale changes the replicas", async () => {
	const { path, name } = await patches.deployment();
	const scaled = await patches.send(`${path}/scale?fieldManager=patcher`, merge, { spec: { replicas: 3 } });
	expect(scaled.body).toMatchObject({ kind: "Scale", apiVersion: "autoscaling/v1", spec: { replicas: 3 } });
	const after = await patches.read(path);
	expect([after.spec.replicas, after.metadata.generation]).toEqual([3, 2]);
	const owned = after.metadata.managedFields.find(({ manager }: { manager: string }) => manager === "patcher");
	expect(owned).toMatchObject({ subresource: "scale", apiVersion: "apps/v1", fieldsV1: { "f:spec": { "f:replicas": {} } } });
	const operations = [{ op: "replace", path: "/spec/replicas", value: 1 }];
	expect((await patches.send(`${path}/scale`, "application/json-patch+json", operations)).body.spec.replicas).toBe(1);
	const negative = await patches.send(`${path}/scale`, merge, { spec: { replicas: -1 } });
	const detail = "spec.replicas: Invalid value: -1: must be greater than or equal to 0";
	expect(negative.body.message).toBe(`Scale.autoscaling "${name}" is invalid: ${detail}`);
	const stale = await patches.send(`${path}/scale`, merge, { metadata: { resourceVersion: "1" } });
	expect(stale.body.message).toBe(`Operation cannot be fulfilled on deployments.apps "${name}": ${modified}`);
});

check("S4 a patch may give the texts of a Secret", async () => {
	const path = `/api/v1/namespaces/${namespace}/secrets`;
	await raw("POST", path, { body: { metadata: { name: "texts" }, stringData: { a: "b" } } });
	const { body } = await patches.send(`${path}/texts`, merge, { stringData: { c: "d" } });
	expect(body.data).toEqual({ a: "Yg==", c: "ZA==" });
	expect(body).not.toHaveProperty("stringData");
});
