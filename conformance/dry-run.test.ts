import { AlreadyExistsError, Api, ConflictError, isStatus, UnprocessableEntityError } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { ConfigMap, Namespace, Service } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody } from "./failure.ts";
import { printedValue } from "./printed-value.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client, raw } = server;
const namespace = await server.namespace();
const configMaps = new Api(ConfigMap, { client, namespace });
const collection = `/api/v1/namespaces/${namespace}/configmaps`;

check("F1 AP-03 a dry create answers as a real one would, without a resourceVersion, and stores nothing", async () => {
	for (const dryRun of [true, "All"] as const) {
		const created = await configMaps.create({ metadata: { generateName: "dry-" }, data: { a: "b" } }, { dryRun });
		expect(created.metadata.name).toMatch(/^dry-[a-z0-9]{5}$/);
		expect(created.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
		expect(created.metadata.creationTimestamp).toMatch(/Z$/);
		expect(created.metadata).not.toHaveProperty("resourceVersion");
		expect(created.data).toEqual({ a: "b" });
		expect(await configMaps.exists(created.metadata.name)).toBe(false);
	}
});

check("PR-01 dryRun: false is a real write", async () => {
	await configMaps.create({ metadata: { name: "real" } }, { dryRun: false });
	expect(await configMaps.exists("real")).toBe(true);
});

check("F1 a dry create is validated, and fails where a real one would", async () => {
	await configMaps.create({ metadata: { name: "taken" } });
	await expect(configMaps.create({ metadata: { name: "taken" } }, { dryRun: true })).rejects.toThrow(AlreadyExistsError);
	await expect(configMaps.create({ metadata: { name: "A_b" } }, { dryRun: true })).rejects.toThrow(UnprocessableEntityError);
	const answer = await raw("POST", "/api/v1/namespaces/conformance-nope/configmaps?dryRun=All", {
		body: { metadata: { name: "a" } },
	});
	expect(answer.status).toBe(404);
});

check("F1 S1 a dry create shows the defaults", async () => {
	const labels = { app: "dry" };
	const created = await new Api(Deployment, { client, namespace }).create(
		{
			metadata: { name: "dry" },
			spec: {
				selector: { matchLabels: labels },
				template: { metadata: { labels }, spec: { containers: [{ name: "main", image: "example.com/none:1" }] } },
			},
		},
		{ dryRun: true },
	);
	expect(created.spec).toMatchObject({
		replicas: 1,
		revisionHistoryLimit: 10,
		progressDeadlineSeconds: 600,
		strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
		template: {
			spec: {
				restartPolicy: "Always",
				dnsPolicy: "ClusterFirst",
				schedulerName: "default-scheduler",
				terminationGracePeriodSeconds: 30,
				securityContext: {},
				containers: [
					{
						imagePullPolicy: "IfNotPresent",
						resources: {},
						terminationMessagePath: "/dev/termination-log",
						terminationMessagePolicy: "File",
					},
				],
			},
		},
	});
	expect(created.metadata.generation).toBe(1);
});

check("F1 AP-04 a dry replace answers with the result and changes nothing", async () => {
	const created = await configMaps.create({ metadata: { name: "replaced" }, data: { a: "1" } });
	const dry = await configMaps.replace("replaced", { ...created, data: { a: "2" } }, { dryRun: true });
	expect(dry.data).toEqual({ a: "2" });
	expect(dry.metadata.uid).toBe(created.metadata.uid);
	expect(dry.metadata.resourceVersion).toBe(created.metadata.resourceVersion);
	expect(await configMaps.get("replaced")).toEqual(created);
	await configMaps.replace("replaced", { ...created, data: { a: "3" } });
	await expect(configMaps.replace("replaced", created, { dryRun: true })).rejects.toThrow(ConflictError);
});

check("F1 BUG-07 AP-06 a dry delete answers as a real one would, and deletes nothing", async () => {
	const created = await configMaps.create({ metadata: { name: "deleted" } });
	const gone = await configMaps.delete("deleted", { dryRun: true });
	expect(isStatus(gone) && gone.details?.uid).toBe(created.metadata.uid);
	expect(await configMaps.get("deleted")).toEqual(created);
	const finalized = await configMaps.create({ metadata: { name: "finalized", finalizers: ["example.com/a"] } });
	const marked = await configMaps.delete("finalized", { dryRun: "All" });
	expect(!isStatus(marked) && marked.metadata.deletionTimestamp).toMatch(/Z$/);
	expect(await configMaps.get("finalized")).toEqual(finalized);
	await configMaps.replace("finalized", { metadata: { name: "finalized" } });
	const guarded = configMaps.delete("deleted", { dryRun: true, preconditions: { uid: "x" } });
	await expect(guarded).rejects.toThrow(ConflictError);
});

check("F1 ST1 dry runs take no revision", async () => {
	const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
	await raw("POST", path, { body: { metadata: { name: "counted" } } });
	const first = (await raw("GET", `${path}/counted`)).body;
	await raw("POST", `${path}?dryRun=All`, { body: { metadata: { name: "other" } } });
	await raw("DELETE", `${path}/counted?dryRun=All`);
	await raw("DELETE", `${path}?dryRun=All`);
	expect((await raw("GET", `${path}/counted`)).body).toEqual(first);
});

check("F1 S2 a dry create of a Service keeps no address", async () => {
	const services = new Api(Service, { client, namespace });
	const ports = [{ port: 80 }];
	const dry = await services.create({ metadata: { name: "dry" }, spec: { ports } }, { dryRun: true });
	expect(dry.spec?.ports).toEqual([{ port: 80, protocol: "TCP", targetPort: 80 }]);
	expect(await services.exists("dry")).toBe(false);
});

check("F1 a dry delete of a namespace leaves it active", async () => {
	const namespaces = new Api(Namespace, { client });
	await namespaces.delete(namespace, { dryRun: true });
	expect((await namespaces.get(namespace)).status?.phase).toBe("Active");
});

check("F1 F4 B another value than All is a 422 about the options of the verb", async () => {
	await configMaps.create({ metadata: { name: "options" } });
	for (const [method, path, kind, body] of [
		["POST", collection, "CreateOptions", { metadata: { name: "a" } }],
		["PUT", `${collection}/options`, "UpdateOptions", { metadata: { name: "options" } }],
		["DELETE", `${collection}/options`, "DeleteOptions", undefined],
		["DELETE", collection, "DeleteOptions", undefined],
	] as const) {
		const answer = await raw(method, `${path}?dryRun=yes`, { body });
		const detail = `Unsupported value: ${printedValue(server.minor, ["yes"], '[]string{"yes"}')}: supported values: "All"`;
		expect(answer.status).toBe(422);
		expect(answer.body).toEqual(
			failureBody(422, "Invalid", `${kind}.meta.k8s.io "" is invalid: dryRun: ${detail}`, {
				group: "meta.k8s.io",
				kind,
				causes: [{ reason: "FieldValueNotSupported", message: detail, field: "dryRun" }],
			}),
		);
	}
});

check("PR-01 BUG-07 a misspelt dryRun is refused before anything is sent", async () => {
	for (const dryRun of ["all", "true", "", 1, null] as unknown as "All"[]) {
		await expect(configMaps.create({ metadata: { name: "typo" } }, { dryRun })).rejects.toThrow(TypeError);
		await expect(configMaps.replace("options", { metadata: { name: "options" } }, { dryRun })).rejects.toThrow(TypeError);
		await expect(configMaps.delete("options", { dryRun })).rejects.toThrow(TypeError);
		await expect(configMaps.deleteCollection({ dryRun })).rejects.toThrow(TypeError);
	}
	expect(await configMaps.exists("typo")).toBe(false);
	expect(await configMaps.exists("options")).toBe(true);
});

check("F1 G9 a resourceVersion is refused where an object is created by POST, and only where it is stored", async () => {
	const body = { metadata: { name: "versioned", resourceVersion: "5" } };
	const dry = await raw("POST", `${collection}?dryRun=All`, { body });
	expect(dry).toMatchObject({ status: 201, body: { metadata: { name: "versioned", resourceVersion: "5" } } });
	expect((await raw("POST", collection, { body })).body).toMatchObject({
		message: "resourceVersion should not be set on objects to be created",
	});
	// A Service is created by a replacement as well, whatever version that names.
	const services = `/api/v1/namespaces/${namespace}/services/versioned`;
	const service = { ...body, spec: { ports: [{ port: 80 }] } };
	const put = await raw("PUT", `${services}?dryRun=All`, { body: service });
	expect(put).toMatchObject({ status: 201, body: { metadata: { resourceVersion: "5" } } });
	expect((await raw("PUT", services, { body: service })).status).toBe(201);
});
