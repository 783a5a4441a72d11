import { AlreadyExistsError, Api, ConflictError, NotFoundError } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { ConfigMap, Namespace, Secret, Service } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody, failureOf } from "./failure.ts";
import { printedValue } from "./printed-value.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client, minor, raw } = server;
const namespace = await server.namespace();
const configMaps = new Api(ConfigMap, { client, namespace });
const collection = `/api/v1/namespaces/${namespace}/configmaps`;
const details = (name: string): object => ({ name, kind: "configmaps" });

check("AP-04 K1 replace stores the whole object, and its resourceVersion grows", async () => {
	const created = await configMaps.create({ metadata: { name: "whole", labels: { a: "b" } }, data: { a: "1", b: "2" } });
	const replaced = await configMaps.replace("whole", { metadata: { name: "whole" }, data: { a: "3" } });
	expect(replaced.data).toEqual({ a: "3" });
	expect(replaced.metadata).not.toHaveProperty("labels");
	expect(replaced.metadata.uid).toBe(created.metadata.uid);
	expect(replaced.metadata.creationTimestamp).toBe(created.metadata.creationTimestamp);
	expect(BigInt(replaced.metadata.resourceVersion)).toBeGreaterThan(BigInt(created.metadata.resourceVersion));
	expect(await configMaps.get("whole")).toEqual(replaced);
});

check("AP-04 read, change, replace", async () => {
	await configMaps.create({ metadata: { name: "edited", labels: { a: "b" } } });
	const current = await configMaps.get("edited");
	current.metadata.labels = { ...current.metadata.labels, env: "staging" };
	const replaced = await configMaps.replace("edited", current);
	expect(replaced.metadata.labels).toEqual({ a: "b", env: "staging" });
});

check("AP-04 F3 the field manager of a replace is recorded", async () => {
	await configMaps.create({ metadata: { name: "managed" }, data: { a: "a" } }, { fieldManager: "other" });
	const replaced = await configMaps.replace(
		"managed",
		{ metadata: { name: "managed" }, data: { a: "b" } },
		{ fieldManager: "me" },
	);
	expect(replaced.metadata.managedFields?.map(({ manager }) => manager).toSorted()).toEqual(["me", "other"]);
});

check("K1 B a stale resourceVersion is a 409 Conflict", async () => {
	const created = await configMaps.create({ metadata: { name: "stale" } });
	await configMaps.replace("stale", { ...created, data: { a: "1" } });
	const { status, body } = await raw("PUT", `${collection}/stale`, { body: created });
	expect(status).toBe(409);
	const message =
		'Operation cannot be fulfilled on configmaps "stale": the object has been modified; please apply your changes to the latest version and try again';
	expect(body).toEqual(failureBody(409, "Conflict", message, details("stale")));
	const error = await failureOf(configMaps.replace("stale", created));
	expect(error).toBeInstanceOf(ConflictError);
	expect(error).not.toBeInstanceOf(AlreadyExistsError);
});

check("K1 Appendix 3: a resourceVersion that is no number is a 500", async () => {
	await configMaps.create({ metadata: { name: "no-number" } });
	const { body } = await raw("PUT", `${collection}/no-number`, {
		body: { metadata: { name: "no-number", resourceVersion: "abc" } },
	});
	expect(body).toEqual(failureBody(500, undefined, 'strconv.ParseUint: parsing "abc": invalid syntax'));
});

check("ST5 of two concurrent replaces of one state exactly one succeeds", async () => {
	const names = Array.from({ length: 10 }, (_, index) => `race-${index}`);
	for (const name of names) {
		const created = await configMaps.create({ metadata: { name } });
		const results = await Promise.allSettled(
			["a", "b"].map((writer) => configMaps.replace(name, { ...created, data: { writer } })),
		);
		expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
		for (const result of results) {
			if (result.status === "rejected") expect(result.reason).toBeInstanceOf(ConflictError);
			else expect(await configMaps.get(name)).toEqual(result.value);
		}
	}
});

check("ST5 concurrent increments that read again after a conflict are all counted", async () => {
	await configMaps.create({ metadata: { name: "counter" }, data: { n: "0" } });
	const increment = async (): Promise<void> => {
		for (;;) {
			const current = await configMaps.get("counter");
			try {
				await configMaps.replace("counter", { ...current, data: { n: String(Number(current.data?.["n"]) + 1) } });
				return;
			} catch (error) {
				if (!(error instanceof ConflictError)) throw error;
			}
		}
	};
	await Promise.all(Array.from({ length: 12 }, increment));
	expect((await configMaps.get("counter")).data).toEqual({ n: "12" });
});

check("K1 without a resourceVersion a ConfigMap is replaced whatever its state", async () => {
	await configMaps.create({ metadata: { name: "unconditional" } });
	const replaced = await configMaps.replace("unconditional", { metadata: { name: "unconditional" }, data: { a: "1" } });
	expect(replaced.data).toEqual({ a: "1" });
});

check("K1 B a Lease cannot be replaced without a resourceVersion", async () => {
	const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
	await raw("POST", path, { body: { metadata: { name: "lease" } } });
	const { status, body } = await raw("PUT", `${path}/lease`, { body: { metadata: { name: "lease" } } });
	expect(status).toBe(422);
	const detail = `Invalid value: ${printedValue(minor, 0, "0x0")}: must be specified for an update`;
	expect(body).toEqual(
		failureBody(422, "Invalid", `leases.coordination.k8s.io "lease" is invalid: metadata.resourceVersion: ${detail}`, {
			name: "lease",
			group: "coordination.k8s.io",
			kind: "leases",
			causes: [{ reason: "FieldValueInvalid", message: detail, field: "metadata.resourceVersion" }],
		}),
	);
});

check("K2 B another name, another namespace and no name are 400s", async () => {
	await configMaps.create({ metadata: { name: "named" } });
	for (const [metadata, message] of [
		[{ name: "other" }, "the name of the object (other) does not match the name on the URL (named)"],
		[
			{ name: "named", namespace: "other" },
			"the namespace of the provided object does not match the namespace sent on the request",
		],
		[{}, "the name of the object (named based on URL) was undeterminable: name must be provided"],
	] as const) {
		const { status, body } = await raw("PUT", `${collection}/named`, { body: { metadata } });
		expect(status).toBe(400);
		expect(body).toEqual(failureBody(400, "BadRequest", message));
	}
});

check("K2 G9 a missing object is a 404, with and without a resourceVersion", async () => {
	for (const metadata of [{ name: "nope" }, { name: "nope", resourceVersion: "3" }]) {
		const { status, body } = await raw("PUT", `${collection}/nope`, { body: { metadata } });
		expect(status).toBe(404);
		expect(body).toEqual(failureBody(404, "NotFound", 'configmaps "nope" not found', details("nope")));
		await expect(configMaps.replace("nope", { metadata })).rejects.toThrow(NotFoundError);
	}
});

check("G9 a Service or a Lease that is missing is created by PUT, with a 201", async () => {
	for (const [path, body] of [
		[`/api/v1/namespaces/${namespace}/services/put`, { metadata: { name: "put" }, spec: { ports: [{ port: 80 }] } }],
		[`/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/put`, { metadata: { name: "put" } }],
	] as const) {
		const { status, body: created } = await raw("PUT", path, { body });
		expect(status).toBe(201);
		expect(created).toMatchObject({ metadata: { name: "put", uid: expect.any(String) } });
		expect((await raw("GET", path)).body).toEqual(created);
	}
});

check("K3 B another uid is a 409 that names both; none keeps the stored one", async () => {
	const created = await configMaps.create({ metadata: { name: "identified" } });
	const { status, body } = await raw("PUT", `${collection}/identified`, {
		body: { metadata: { name: "identified", uid: "zzz" } },
	});
	expect(status).toBe(409);
	const key = `/registry/configmaps/${namespace}/identified`;
	const problem = `Precondition failed: UID in precondition: zzz, UID in object meta: ${created.metadata.uid}`;
	const message =
		'Operation cannot be fulfilled on configmaps "identified": StorageError: invalid object, ' +
		`Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${problem}`;
	expect(body).toEqual(failureBody(409, "Conflict", message, details("identified")));
	const replaced = await configMaps.replace("identified", { metadata: { name: "identified" }, data: { a: "1" } });
	expect(replaced.metadata.uid).toBe(created.metadata.uid);
});

check("K4 a replace that changes nothing writes nothing", async () => {
	const created = await configMaps.create({ metadata: { name: "same" }, data: { a: "1" } });
	expect(await configMaps.replace("same", created)).toEqual(created);
	expect(await configMaps.replace("same", { metadata: { name: "same" }, data: { a: "1" } })).toEqual(created);
	expect(await configMaps.get("same")).toEqual(created);
});

check("K5 the server keeps its own metadata", async () => {
	const created = await configMaps.create({ metadata: { name: "kept" } });
	const replaced = await configMaps.replace("kept", {
		metadata: {
			name: "kept",
			creationTimestamp: "2001-01-01T00:00:00Z",
			selfLink: "/x",
		},
		data: { a: "1" },
	});
	expect(replaced.metadata.creationTimestamp).toBe(created.metadata.creationTimestamp);
	expect(replaced.metadata).not.toHaveProperty("selfLink");
});

check("K5 B nobody can mark an object as being deleted by writing it", async () => {
	await configMaps.create({ metadata: { name: "marked" } });
	const deletionTimestamp = "2001-01-01T00:00:00Z";
	const metadata = { name: "marked", deletionTimestamp, deletionGracePeriodSeconds: 5 };
	const error = await failureOf(configMaps.replace("marked", { metadata }));
	// Before 1.37 metadata is checked twice: the message is free of repetition, the causes are not.
	const timestamp = `Invalid value: ${printedValue(minor, deletionTimestamp, "2001-01-01 00:00:00 +0000 UTC")}: field is immutable`;
	const period = "Invalid value: 5: field is immutable";
	expect(error.status).toEqual(
		failureBody(
			422,
			"Invalid",
			`ConfigMap "marked" is invalid: [metadata.deletionTimestamp: ${timestamp}, metadata.deletionGracePeriodSeconds: ${period}]`,
			{
				name: "marked",
				kind: "ConfigMap",
				causes: (minor >= 37 ? [1] : [1, 2]).flatMap(() => [
					{ reason: "FieldValueInvalid", message: timestamp, field: "metadata.deletionTimestamp" },
					{ reason: "FieldValueInvalid", message: period, field: "metadata.deletionGracePeriodSeconds" },
				]),
			},
		),
	);
});

check("K5 managedFields of [] or [{}] are reset, to what the update itself changes", async () => {
	const created = await configMaps.create({ metadata: { name: "reset" }, data: { a: "1" } });
	expect(created.metadata.managedFields).toHaveLength(1);
	const { body } = await raw("PUT", `${collection}/reset`, {
		body: { ...created, metadata: { ...created.metadata, managedFields: [{}] } },
	});
	expect(body).not.toHaveProperty("metadata.managedFields");
	expect(body).toMatchObject({ data: { a: "1" } });
});

const labels = { app: "generation" };
const deployment = {
	metadata: { name: "generation" },
	spec: {
		// Its controller then leaves the object alone, where one runs.
		paused: true,
		replicas: 0,
		selector: { matchLabels: labels },
		template: { metadata: { labels }, spec: { containers: [{ name: "main", image: "example.com/none:1" }] } },
	},
};

check("K6 the generation of a Deployment grows with its spec and annotations, not with labels", async () => {
	const deployments = new Api(Deployment, { client, namespace });
	await deployments.create(deployment);
	const write = async (metadata: object, spec: object = {}): Promise<number | undefined> => {
		const body = { metadata: { ...deployment.metadata, ...metadata }, spec: { ...deployment.spec, ...spec } };
		return (await deployments.replace("generation", body)).metadata.generation;
	};
	expect(await write({ labels: { a: "b" } })).toBe(1);
	expect(await write({ labels: { a: "b" } }, { minReadySeconds: 1 })).toBe(2);
	expect(await write({ labels: { a: "b" } }, { minReadySeconds: 1 })).toBe(2);
	expect(await write({ labels: { a: "b" }, annotations: { c: "d" } }, { minReadySeconds: 1 })).toBe(3);
	expect(await write({ labels: { a: "b" }, annotations: { c: "d" }, generation: 99 }, { minReadySeconds: 1 })).toBe(3);
});

check("K9 the selector of a Deployment is immutable", async () => {
	const deployments = new Api(Deployment, { client, namespace });
	await deployments.create({ ...deployment, metadata: { name: "immutable" } });
	const other = { app: "other" };
	const shown = printedValue(
		minor,
		{ matchLabels: other },
		'v1.LabelSelector{MatchLabels:map[string]string{"app":"other"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}',
	);
	const error = await failureOf(
		deployments.replace("immutable", {
			metadata: { name: "immutable" },
			spec: {
				...deployment.spec,
				selector: { matchLabels: other },
				template: { ...deployment.spec.template, metadata: { labels: other } },
			},
		}),
	);
	expect(error.code).toBe(422);
	expect(error.status.details).toEqual({
		name: "immutable",
		group: "apps",
		kind: "Deployment",
		causes: [
			{
				reason: "FieldValueInvalid",
				message: `Invalid value: ${shown}: field is immutable`,
				field: "spec.selector",
			},
		],
	});
});

check("K9 S4 the data of an immutable ConfigMap cannot change, nor can it become mutable; its labels can", async () => {
	await configMaps.create({ metadata: { name: "frozen" }, immutable: true, data: { a: "b" } });
	for (const [field, body] of [
		["data", { immutable: true, data: { a: "c" } }],
		["immutable", { data: { a: "b" } }],
	] as const) {
		const error = await failureOf(configMaps.replace("frozen", { metadata: { name: "frozen" }, ...body }));
		const detail = "Forbidden: field is immutable when `immutable` is set";
		expect(error.status).toEqual(
			failureBody(422, "Invalid", `ConfigMap "frozen" is invalid: ${field}: ${detail}`, {
				name: "frozen",
				kind: "ConfigMap",
				causes: [{ reason: "FieldValueForbidden", message: detail, field }],
			}),
		);
	}
	const relabelled = { metadata: { name: "frozen", labels: { a: "b" } }, immutable: true, data: { a: "b" } };
	expect((await configMaps.replace("frozen", relabelled)).metadata.labels).toEqual({ a: "b" });
});

check("K9 the type of a Secret is immutable", async () => {
	await new Api(Secret, { client, namespace }).create({ metadata: { name: "typed" }, type: "example.com/a" });
	const secret = await failureOf(
		new Api(Secret, { client, namespace }).replace("typed", { metadata: { name: "typed" }, type: "example.com/b" }),
	);
	expect(secret.status.message).toBe('Secret "typed" is invalid: type: Invalid value: "example.com/b": field is immutable');
});

check("K9 S2 the clusterIP of a Service is immutable, and kept where it is left out", async () => {
	const services = new Api(Service, { client, namespace });
	const service = await services.create({ metadata: { name: "addressed" }, spec: { ports: [{ port: 80 }] } });
	expect(service.spec?.clusterIP).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
	const moved = { ...service, spec: { ...service.spec, clusterIP: "None", clusterIPs: ["None"] } };
	expect((await failureOf(services.replace("addressed", moved))).status.details?.causes?.[0]?.field).toBe("spec.clusterIPs[0]");
	const kept = await services.replace("addressed", { metadata: { name: "addressed" }, spec: { ports: [{ port: 81 }] } });
	expect(kept.spec?.clusterIP, "an address that is left out is kept").toBe(service.spec?.clusterIP);
});

check("BUG-12 unknown fields that the server stores survive reading and replacing", async () => {
	// The model of Namespace has no such member: what the client does not know, it keeps.
	const namespaces = new Api(Namespace, { client });
	const current = await namespaces.get(namespace);
	const replaced = await namespaces.replace(namespace, JSON.parse(JSON.stringify(current)) as typeof current);
	expect(replaced).toEqual(current);
	const kept = await configMaps.create({ metadata: { name: "whole-meta", annotations: { "a/b": "c" }, finalizers: [] } });
	expect(await configMaps.replace("whole-meta", kept)).toEqual(kept);
});

check("AP-04 PUT to a collection is a 405", async () => {
	const { status, body } = await raw("PUT", collection, { body: {} });
	expect(status).toBe(405);
	expect(body).toEqual(
		failureBody(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", {}),
	);
});
