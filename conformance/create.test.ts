import {
	AlreadyExistsError,
	Api,
	apiVersionOf,
	BadRequestError,
	ConflictError,
	NotFoundError,
	UnprocessableEntityError,
} from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { ConfigMap, Namespace, Pod, Secret, Service } from "kubex/k8s/v1_35/core/v1";
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

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const seconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const suffix = "[bcdfghjklmnpqrstvwxz2456789]{5}";

check("AP-03 G1 create answers with the stored object, the server's metadata filled in", async () => {
	const before = Date.now();
	const created = await configMaps.create({ metadata: { name: "stored", labels: { a: "b" } }, data: { color: "blue" } });
	expect(created).toMatchObject({
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name: "stored", namespace, labels: { a: "b" } },
		data: { color: "blue" },
	});
	expect(created.metadata.uid).toMatch(uuid);
	expect(created.metadata.creationTimestamp).toMatch(seconds);
	expect(Math.abs(Date.parse(created.metadata.creationTimestamp) - before)).toBeLessThan(60_000);
	expect(created.metadata.resourceVersion).toMatch(/^[1-9]\d*$/);
	expect(await configMaps.get("stored")).toEqual(created);
});

check("G1 create is 201, and the object comes as JSON", async () => {
	const { status, headers } = await raw("POST", collection, { body: { metadata: { name: "created-status" } } });
	expect(status).toBe(201);
	expect(headers["content-type"]).toBe("application/json");
});

check("G1 uid, times and selfLink of the client are not kept", async () => {
	const created = await configMaps.create({
		metadata: {
			name: "forged",
			uid: "forged",
			creationTimestamp: "2001-01-01T00:00:00Z",
			deletionTimestamp: "2001-01-01T00:00:00Z",
			deletionGracePeriodSeconds: 9,
			selfLink: "/forged",
		},
	});
	expect(created.metadata.uid).toMatch(uuid);
	expect(created.metadata.creationTimestamp).not.toContain("2001");
	expect(created.metadata).not.toHaveProperty("deletionTimestamp");
	expect(created.metadata).not.toHaveProperty("deletionGracePeriodSeconds");
	expect(created.metadata).not.toHaveProperty("selfLink");
});

check("G1 Appendix 3: a resourceVersion on create is a 500 without a reason", async () => {
	const { status, body } = await raw("POST", collection, { body: { metadata: { name: "versioned", resourceVersion: "5" } } });
	expect(status).toBe(500);
	expect(body).toEqual(failureBody(500, undefined, "resourceVersion should not be set on objects to be created"));
	expect(await configMaps.exists("versioned")).toBe(false);
});

check("G1 K6 kinds with a generation start at 1, whatever the client sent; others have none", async () => {
	const deployments = new Api(Deployment, { client, namespace });
	const labels = { app: "generation" };
	const deployment = await deployments.create({
		metadata: { name: "generation", generation: 7 },
		spec: {
			replicas: 0,
			selector: { matchLabels: labels },
			template: { metadata: { labels }, spec: { containers: [{ name: "main", image: "example.com/none:1" }] } },
		},
		status: { replicas: 3 },
	});
	expect(deployment.metadata.generation).toBe(1);
	expect(deployment.status?.replicas, "K7 create drops the status").toBeUndefined();
	expect((await configMaps.create({ metadata: { name: "no-generation" } })).metadata.generation).toBeUndefined();
});

check("G2 an empty namespace in the object is filled from the URL", async () => {
	const created = await configMaps.create({ metadata: { name: "no-namespace", namespace: "" } });
	expect(created.metadata.namespace).toBe(namespace);
});

check("G2 another namespace in the object is a 400", async () => {
	const { status, body } = await raw("POST", collection, { body: { metadata: { name: "elsewhere", namespace: "other" } } });
	expect(status).toBe(400);
	expect(body).toEqual(
		failureBody(400, "BadRequest", "the namespace of the provided object does not match the namespace sent on the request"),
	);
	await expect(configMaps.create({ metadata: { name: "elsewhere", namespace: "other" } })).rejects.toThrow(BadRequestError);
});

check("G2 a namespace in a cluster-scoped object is cleared", async () => {
	const created = await new Api(Namespace, { client }).create(
		{ metadata: { generateName: "conformance-", namespace: "other" } },
		{ dryRun: true },
	);
	expect(created.metadata).not.toHaveProperty("namespace");
});

check("Q2 B a namespace that does not exist is a 404 that names it", async () => {
	const { status, body } = await raw("POST", "/api/v1/namespaces/conformance-nope/configmaps", {
		body: { metadata: { name: "a" } },
	});
	expect(status).toBe(404);
	expect(body).toEqual(
		failureBody(404, "NotFound", 'namespaces "conformance-nope" not found', { name: "conformance-nope", kind: "namespaces" }),
	);
	const call = configMaps.create({ metadata: { name: "a" } }, { namespace: "conformance-nope" });
	await expect(call).rejects.toThrow(NotFoundError);
});

check("G3 B1 neither name nor generateName is a 422 with one cause", async () => {
	const detail = "Required value: name or generateName is required";
	for (const body of [{ metadata: {} }, {}]) {
		const answer = await raw("POST", collection, { body });
		expect(answer.status).toBe(422);
		expect(answer.body).toEqual(
			failureBody(422, "Invalid", `ConfigMap "" is invalid: metadata.name: ${detail}`, {
				kind: "ConfigMap",
				causes: [{ reason: "FieldValueRequired", message: detail, field: "metadata.name" }],
			}),
		);
	}
});

const subdomain =
	"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an " +
	"alphanumeric character (e.g. 'example.com', regex used for validation is " +
	"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const label =
	"a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric " +
	"character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const label1035 =
	"a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an " +
	"alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

for (const [resource, name, rule] of [
	[ConfigMap, "A_b", subdomain],
	[ConfigMap, "-a", subdomain],
	[ConfigMap, "a..b", subdomain],
	[Secret, "a_b", subdomain],
	[Pod, "a_b", subdomain],
	[Namespace, "Bad.Name", label],
	// From 1.37 on a Service may begin with a digit, as most kinds may.
	[Service, "1A", minor >= 37 ? label : label1035],
	[Service, "a.b", minor >= 37 ? "must not contain dots" : label1035],
] as const) {
	check(`G3 the name ${JSON.stringify(name)} of a ${resource.kind} is refused with its rule`, async () => {
		const scope = resource.scope === "Cluster" ? "" : `/namespaces/${namespace}`;
		const containers = [{ name: "main", image: "example.com/none:1" }];
		const spec = resource.kind === "Service" ? { ports: [{ port: 80 }] } : resource.kind === "Pod" ? { containers } : undefined;
		const answer = await raw("POST", `/api/${apiVersionOf(resource)}${scope}/${resource.plural}?dryRun=All`, {
			body: { metadata: { name }, ...(spec !== undefined && { spec }) },
		});
		expect(answer.status).toBe(422);
		const message = `Invalid value: ${JSON.stringify(name)}: ${rule}`;
		expect(answer.body).toEqual(
			failureBody(422, "Invalid", `${resource.kind} ${JSON.stringify(name)} is invalid: metadata.name: ${message}`, {
				name,
				kind: resource.kind,
				causes: [{ reason: "FieldValueInvalid", message, field: "metadata.name" }],
			}),
		);
	});
}

check("G3 RBAC names may hold colons and capitals", async () => {
	const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/roles?dryRun=All`;
	expect((await raw("POST", path, { body: { metadata: { name: "system:Some_Role" } } })).status).toBe(201);
	expect((await raw("POST", path, { body: { metadata: { name: "a%b" } } })).status).toBe(422);
});

check("G4 fifty generated names are all different and end in five characters of the safe alphabet", async () => {
	const created = await Promise.all(
		Array.from({ length: 50 }, () => configMaps.create({ metadata: { generateName: "generated-" } })),
	);
	const names = created.map(({ metadata }) => metadata.name);
	expect(new Set(names).size).toBe(50);
	for (const name of names) expect(name).toMatch(new RegExp(`^generated-${suffix}$`));
	expect(created[0]?.metadata.generateName).toBe("generated-");
});

check("G4 a generated name is at most 63 characters long: its base is cut after 58", async () => {
	const { metadata } = await configMaps.create({ metadata: { generateName: "x".repeat(100) } });
	expect(metadata.name).toMatch(new RegExp(`^x{58}${suffix}$`));
});

check("G4 a name wins over generateName", async () => {
	const { metadata } = await configMaps.create({ metadata: { name: "chosen", generateName: "generated-" } });
	expect(metadata.name).toBe("chosen");
	expect(metadata.generateName).toBe("generated-");
});

check("G3 G4 a bad generateName is named beside the bad name that it made", async () => {
	const error = await failureOf(configMaps.create({ metadata: { generateName: "UPPER-" } }));
	expect(error).toBeInstanceOf(UnprocessableEntityError);
	expect(error.status.details?.causes?.map(({ field }) => field)).toEqual(["metadata.generateName", "metadata.name"]);
	expect(error.status.message).toMatch(
		/^ConfigMap "UPPER-\w{5}" is invalid: \[metadata\.generateName: .*, metadata\.name: .*\]$/,
	);
});

check("G5 B a name that is taken is a 409 AlreadyExists", async () => {
	await configMaps.create({ metadata: { name: "taken" } });
	const { status, body } = await raw("POST", collection, { body: { metadata: { name: "taken" } } });
	expect(status).toBe(409);
	expect(body).toEqual(
		failureBody(409, "AlreadyExists", 'configmaps "taken" already exists', { name: "taken", kind: "configmaps" }),
	);
	const error = await failureOf(configMaps.create({ metadata: { name: "taken" } }));
	expect(error).toBeInstanceOf(AlreadyExistsError);
	expect(error).toBeInstanceOf(ConflictError);
	expect(error.message).toBe(`POST ${collection}: 409 AlreadyExists: configmaps "taken" already exists`);
});

check("G4 G5 a name that is taken is told as a generated one where there is a base as well", async () => {
	await configMaps.create({ metadata: { name: "based" } });
	const { body } = await raw("POST", collection, { body: { metadata: { name: "based", generateName: "generated-" } } });
	const message = 'configmaps "based" already exists, the server was not able to generate a unique name for the object';
	expect(body).toMatchObject({ code: 409, message, details: { name: "based", retryAfterSeconds: 1 } });
});

check("G4 G5 a generated name may be that of an object on its way out", async () => {
	await configMaps.create({ metadata: { name: "held", finalizers: ["example.com/held"] } });
	await configMaps.delete("held");
	const { body } = await raw("POST", collection, { body: { metadata: { name: "held", generateName: "generated-" } } });
	expect((body as { readonly message: string }).message).toMatch(/^object is being deleted: configmaps "held" already exists, /);
	await configMaps.replace("held", { metadata: { name: "held" } });
});

check("G5 B the group stands beside the resource's name in messages and details", async () => {
	const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
	await raw("POST", path, { body: { metadata: { name: "taken" } } });
	const { body } = await raw("POST", path, { body: { metadata: { name: "taken" } } });
	expect(body).toEqual(
		failureBody(409, "AlreadyExists", 'leases.coordination.k8s.io "taken" already exists', {
			name: "taken",
			group: "coordination.k8s.io",
			kind: "leases",
		}),
	);
});

check("G5 of twenty concurrent creates of one name exactly one succeeds", async () => {
	const results = await Promise.allSettled(
		Array.from({ length: 20 }, () => configMaps.create({ metadata: { name: "contended" } })),
	);
	expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
	for (const result of results) if (result.status === "rejected") expect(result.reason).toBeInstanceOf(AlreadyExistsError);
});

check("G6 built-in kinds need neither apiVersion nor kind", async () => {
	const { body } = await raw("POST", collection, { body: { metadata: { name: "untyped" } } });
	expect(body).toMatchObject({ apiVersion: "v1", kind: "ConfigMap" });
});

check("G6 another kind or version in the body is a 400", async () => {
	const wrongKind = await raw("POST", collection, { body: { apiVersion: "v1", kind: "Secret", metadata: { name: "a" } } });
	expect(wrongKind.body).toEqual(
		failureBody(
			400,
			"BadRequest",
			'Secret in version "v1" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion',
		),
	);
	const wrongVersion = await raw("POST", collection, { body: { apiVersion: "v2", kind: "ConfigMap", metadata: { name: "a" } } });
	expect(wrongVersion.status).toBe(400);
	expect(wrongVersion.body).toMatchObject({
		reason: "BadRequest",
		message: expect.stringMatching(
			/^ConfigMap in version "v2" cannot be handled as a ConfigMap: no kind "ConfigMap" is registered/,
		),
	});
});

check("G10 a list cannot be created", async () => {
	for (const kind of ["ConfigMapList", "List"]) {
		const { status, body } = await raw("POST", collection, { body: { apiVersion: "v1", kind, items: [] } });
		expect(status).toBe(400);
		const problem = `converting (v1.${kind}) to (core.ConfigMap): unknown conversion`;
		expect(body).toEqual(failureBody(400, "BadRequest", `${kind} in version "v1" cannot be handled as a ConfigMap: ${problem}`));
	}
});

check("G7 duplicate owner references are stored once, with a warning", async () => {
	const owner = { apiVersion: "v1", kind: "ConfigMap", name: "owner", uid: "u" };
	const { status, headers, body } = await raw("POST", `${collection}?dryRun=All`, {
		body: { metadata: { name: "owned", ownerReferences: [owner, owner] } },
	});
	expect(status).toBe(201);
	expect(body).toMatchObject({ metadata: { ownerReferences: [owner] } });
	expect(headers["warning"]).toBe(
		'299 - ".metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such ' +
			'requests as early as 1.24; please fix your requests; duplicate UID(s) observed: u"',
	);
});

const qualified =
	"name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. " +
	"'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const two = [
	{ apiVersion: "v1", kind: "ConfigMap", name: "o", uid: "u", controller: true },
	{ apiVersion: "v1", kind: "ConfigMap", name: "p", uid: "v", controller: true },
];
const twoInGo = two.map(
	({ name, uid }) =>
		`v1.OwnerReference{APIVersion:"v1", Kind:"ConfigMap", Name:"${name}", UID:"${uid}", Controller:(*bool)(0x0), BlockOwnerDeletion:(*bool)(nil)}`,
);
const both = ["orphan", "foregroundDeletion"];

for (const [what, metadata, field, message] of [
	["a label's key", { labels: { "bad key": "x" } }, "metadata.labels", `Invalid value: "bad key": ${qualified}`],
	[
		"a label's value",
		{ labels: { a: "-x" } },
		"metadata.labels",
		"Invalid value: \"-x\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start " +
			"and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is " +
			"'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
	],
	["an annotation's key", { annotations: { "bad key": "x" } }, "metadata.annotations", `Invalid value: "bad key": ${qualified}`],
	[
		"an unqualified finalizer",
		{ finalizers: ["unqualified"] },
		"metadata.finalizers[0]",
		'Invalid value: "unqualified": name is neither a standard finalizer name nor is it fully qualified',
	],
	[
		"orphan beside foregroundDeletion",
		{ finalizers: both },
		"metadata.finalizers",
		`Invalid value: ${printedValue(minor, both, '[]string{"orphan", "foregroundDeletion"}')}: finalizer orphan and foregroundDeletion cannot be both set`,
	],
	[
		"an owner without a uid",
		{ ownerReferences: [{ apiVersion: "v1", kind: "ConfigMap", name: "o" }] },
		minor >= 37 ? "metadata.ownerReferences[0].uid" : "metadata.ownerReferences.uid",
		minor >= 37 ? "Required value: must not be empty" : `Invalid value: "": ${minor >= 34 ? "" : "uid "}must not be empty`,
	],
	[
		"two controllers",
		{ ownerReferences: two },
		"metadata.ownerReferences",
		`Invalid value: ${printedValue(minor, two, `[]v1.OwnerReference{${twoInGo.join(", ")}}`)}: Only one reference can have Controller set to true. Found "true" in references for ConfigMap/o and ConfigMap/p`,
	],
] as const) {
	check(`G7 G8 metadata is validated: ${what}`, async () => {
		const { status, text } = await raw("POST", collection, { body: { metadata: { name: "invalid", ...metadata } } });
		expect(status).toBe(422);
		// The syntax of Go shows where in memory a bool lies, which is elsewhere each time.
		expect(JSON.parse(text.replaceAll(/\(0x[0-9a-f]+\)/g, "(0x0)"))).toEqual(
			failureBody(422, "Invalid", `ConfigMap "invalid" is invalid: ${field}: ${message}`, {
				name: "invalid",
				kind: "ConfigMap",
				causes: [{ reason: message.startsWith("Required") ? "FieldValueRequired" : "FieldValueInvalid", message, field }],
			}),
		);
	});
}

check("F3 the field manager of a create is its option, else the user agent up to the first slash", async () => {
	const named = await configMaps.create({ metadata: { name: "managed" }, data: { a: "b" } }, { fieldManager: "me" });
	expect(named.metadata.managedFields).toEqual([
		{
			manager: "me",
			operation: "Update",
			apiVersion: "v1",
			time: named.metadata.creationTimestamp,
			fieldsType: "FieldsV1",
			fieldsV1: { "f:data": { ".": {}, "f:a": {} } },
		},
	]);
	const other = new Api(ConfigMap, { client: await server.createClient({ userAgent: "probe/1.2 (x)" }), namespace });
	const unnamed = await other.create({ metadata: { name: "unmanaged" }, data: { a: "b" } });
	expect(unnamed.metadata.managedFields?.map(({ manager }) => manager)).toEqual(["probe"]);
});

check("E10 empty maps and nulls are left out; null in a map of strings is the empty string", async () => {
	const { body } = await raw("POST", collection, {
		body: { metadata: { name: "empty", labels: {}, annotations: null }, data: { a: null }, binaryData: {} },
	});
	expect(body).toMatchObject({ data: { a: "" } });
	expect(body).not.toHaveProperty("metadata.labels");
	expect(body).not.toHaveProperty("metadata.annotations");
	expect(body).not.toHaveProperty("binaryData");
});

check("E10 null in a map of quantities is none of it", async () => {
	const resources = { requests: { cpu: null }, limits: { memory: null } };
	const { body } = await raw("POST", `/api/v1/namespaces/${namespace}/pods`, {
		body: {
			metadata: { name: "quantities" },
			spec: { schedulerName: "conformance-none", containers: [{ name: "c", image: "example.com/none:1", resources }] },
		},
	});
	const [container] = (body as Pod).spec?.containers ?? [];
	expect(container?.resources).toEqual({ requests: { cpu: "0", memory: "0" }, limits: { memory: "0" } });
});

check("S4 stringData of a Secret becomes data, and wins over it", async () => {
	const secrets = new Api(Secret, { client, namespace });
	const created = await secrets.create({ metadata: { name: "text" }, stringData: { a: "b" }, data: { a: "eA==", c: "eA==" } });
	expect(created.data).toEqual({ a: "Yg==", c: "eA==" });
	expect(created).not.toHaveProperty("stringData");
	expect(created.type, "S1 the default type").toBe("Opaque");
});
