import { Api } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { ConfigMap, Pod, Secret } from "kubex/k8s/v1_35/core/v1";
import type { Role } from "kubex/k8s/v1_35/rbac/v1";
import type { ManagedFieldsEntry } from "kubex/meta";
import { expect } from "vitest";
import { check } from "./check.ts";
import { conformanceLabel } from "./conformance-label.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client, raw } = server;
const namespace = await server.namespace();
const configMaps = new Api(ConfigMap, { client, namespace });
const secrets = new Api(Secret, { client, namespace });
const pods = new Api(Pod, { client, namespace });
const deployments = new Api(Deployment, { client, namespace });
const collection = `/api/v1/namespaces/${namespace}/configmaps`;

interface Owned {
	readonly metadata: { readonly managedFields?: readonly ManagedFieldsEntry[] };
}

/** Which fields each manager has, by its name. */
const ownersOf = ({ metadata }: Owned): Record<string, unknown> =>
	Object.fromEntries((metadata.managedFields ?? []).map(({ manager, fieldsV1 }) => [manager, fieldsV1]));

check("M3 M15 labels, annotations, finalizers and owners are owned one by one", async () => {
	const { uid } = (await configMaps.create({ metadata: { name: "owner" } })).metadata;
	const owner = { apiVersion: "v1", kind: "ConfigMap", name: "owner", uid };
	const metadata = { name: "meta", labels: { a: "1" }, annotations: { b: "2" }, finalizers: ["example.com/a"] };
	const created = await configMaps.create({ metadata: { ...metadata, ownerReferences: [owner] } }, { fieldManager: "first" });
	expect(ownersOf(created)).toEqual({
		first: {
			"f:metadata": {
				"f:annotations": { ".": {}, "f:b": {} },
				"f:finalizers": { ".": {}, 'v:"example.com/a"': {} },
				"f:labels": { ".": {}, "f:a": {} },
				"f:ownerReferences": { ".": {}, [`k:{"uid":"${uid}"}`]: {} },
			},
		},
	});
	const replaced = await configMaps.replace(
		"meta",
		{ metadata: { name: "meta", labels: { a: "1", c: "3" } } },
		{ fieldManager: "second" },
	);
	expect(ownersOf(replaced)).toEqual({
		first: { "f:metadata": { "f:labels": { ".": {}, "f:a": {} } } },
		second: { "f:metadata": { "f:labels": { "f:c": {} } } },
	});
});

check("M4 whoever writes the same values owns nothing, and whoever removes a field takes it from everybody", async () => {
	await configMaps.create({ metadata: { name: "same" }, data: { a: "1", b: "1" } }, { fieldManager: "first" });
	const same = await configMaps.replace(
		"same",
		{ metadata: { name: "same" }, data: { a: "1", b: "1" } },
		{ fieldManager: "second" },
	);
	expect(Object.keys(ownersOf(same))).toEqual(["first"]);
	const removed = await configMaps.replace("same", { metadata: { name: "same" }, data: { a: "1" } }, { fieldManager: "second" });
	expect(ownersOf(removed)).toEqual({ first: { "f:data": { ".": {}, "f:a": {} } } });
	const none = await configMaps.replace("same", { metadata: { name: "same" } }, { fieldManager: "second" });
	expect(none.metadata).not.toHaveProperty("managedFields");
});

check("M4 S4 the texts of a Secret are owned as the data that they become", async () => {
	const created = await secrets.create({ metadata: { name: "texts" }, stringData: { a: "b" } }, { fieldManager: "me" });
	expect(ownersOf(created)).toEqual({ me: { "f:data": { ".": {}, "f:a": {} }, "f:type": {} } });
});

check("E10 M4 an empty list that is always written is shown as null, and owned by whoever sends it", async () => {
	const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/roles`;
	const put = async (manager: string, rules: readonly object[] | null): Promise<Role> =>
		(await raw("PUT", `${path}/empty?fieldManager=${manager}`, { body: { metadata: { name: "empty" }, rules } })).body as Role;
	const owned = (manager: string): object => ({ [manager]: { "f:rules": {} } });
	const created = (await raw("POST", `${path}?fieldManager=a`, { body: { metadata: { name: "empty" }, rules: [] } }))
		.body as Role;
	expect([created.rules, ownersOf(created)]).toEqual([null, owned("a")]);
	expect(ownersOf(await put("b", []))).toEqual(owned("b"));
	expect(ownersOf(await put("c", null))).toEqual(owned("b"));
});

check("M4 bytes that are null are stored as none, and are owned by whoever writes them", async () => {
	const put = async (x: string | null): Promise<ConfigMap> => {
		const body = { metadata: { name: "bytes" }, binaryData: { x } };
		return (await raw("PUT", `${collection}/bytes?fieldManager=writer`, { body })).body as ConfigMap;
	};
	await configMaps.create({ metadata: { name: "bytes" }, binaryData: { x: "" } }, { fieldManager: "creator" });
	const same = await put("");
	const written = await put(null);
	expect(written.binaryData).toEqual({ x: "" });
	expect(ownersOf(same)).toEqual({ creator: { "f:binaryData": { ".": {}, "f:x": {} } } });
	expect(ownersOf(written)).toEqual({ creator: { "f:binaryData": {} }, writer: { "f:binaryData": { "f:x": {} } } });
	const { resourceVersion, ...metadata } = (await put(null)).metadata;
	const { resourceVersion: before, ...unchanged } = written.metadata;
	expect(metadata).toEqual(unchanged);
	expect(BigInt(resourceVersion)).toBeGreaterThan(BigInt(before));
});

check("M3 elements of a Pod's lists are owned by their keys", async () => {
	const container = {
		name: "main",
		image: "example.com/none:1",
		env: [{ name: "A", value: "1" }],
		ports: [
			{ containerPort: 8443, protocol: "TCP" },
			{ containerPort: 80, protocol: "UDP" },
		],
	};
	const spec = { schedulerName: "conformance-none", containers: [container], nodeSelector: { a: "b" } };
	const created = await pods.create({ metadata: { name: "keys" }, spec }, { fieldManager: "me" });
	const fields = created.metadata.managedFields?.find(({ manager }) => manager === "me")?.fieldsV1;
	expect(fields).toMatchObject({
		"f:spec": {
			"f:containers": {
				'k:{"name":"main"}': {
					".": {},
					"f:env": { ".": {}, 'k:{"name":"A"}': { ".": {}, "f:name": {}, "f:value": {} } },
					"f:image": {},
					"f:name": {},
					"f:ports": {
						".": {},
						'k:{"containerPort":80,"protocol":"UDP"}': { ".": {}, "f:containerPort": {}, "f:protocol": {} },
						'k:{"containerPort":8443,"protocol":"TCP"}': { ".": {}, "f:containerPort": {}, "f:protocol": {} },
					},
				},
			},
			"f:nodeSelector": {},
			"f:schedulerName": {},
		},
	});
	const text = (await raw("GET", `/api/v1/namespaces/${namespace}/pods/keys`)).text;
	expect(text.indexOf('k:{\\"containerPort\\":80')).toBeLessThan(text.indexOf('k:{\\"containerPort\\":8443'));
});

check("M10 the object's own endpoint gives nobody the status, and the status endpoint nobody the spec", async () => {
	const labels = { app: "reset" };
	const template = { metadata: { labels }, spec: { containers: [{ name: "main", image: "example.com/none:1" }] } };
	const spec = { paused: true, replicas: 0, selector: { matchLabels: labels }, template };
	const status = { collisionCount: 3 };
	const created = await deployments.create({ metadata: { name: "reset" }, spec, status }, { fieldManager: "first" });
	expect(ownersOf(created)["first"]).not.toHaveProperty("f:status");
	const body = {
		metadata: { name: "reset", labels: { a: "b" }, annotations: { c: "d" } },
		spec: { ...spec, replicas: 7 },
		status,
	};
	const replaced = await deployments.status.replace("reset", body, { fieldManager: "second" });
	expect(ownersOf(replaced)["second"]).toEqual({
		"f:metadata": { "f:annotations": expect.objectContaining({ "f:c": {} }) },
		"f:status": { "f:collisionCount": {} },
	});
	expect(ownersOf(replaced)["first"]).toEqual(ownersOf(created)["first"]);
});

check("M2 K5 what a client sends as managedFields is taken where it can be read", async () => {
	const created = await configMaps.create({ metadata: { name: "sent" }, data: { a: "1", b: "1" } }, { fieldManager: "first" });
	const entry = { ...created.metadata.managedFields?.[0], manager: "invented", fieldsV1: { "f:data": { "f:a": {} } } };
	const write = async (managedFields: unknown): Promise<Owned> => {
		const body = { ...created, metadata: { name: "sent", managedFields } };
		return (await raw("PUT", `${collection}/sent?fieldManager=second`, { body })).body as Owned;
	};
	expect(ownersOf(await write([entry]))).toEqual({ invented: { "f:data": { "f:a": {} } } });
	const unreadable = { ...entry, manager: "unreadable", operation: "Patch" };
	expect(ownersOf(await write([unreadable]))).toEqual({ invented: { "f:data": { "f:a": {} } } });
});

check("M12 owners in a version that the kind has not are forgotten with the next write", async () => {
	const created = await configMaps.create(
		{ metadata: { name: "versions" }, data: { a: "1", b: "1" } },
		{ fieldManager: "first" },
	);
	const [entry] = created.metadata.managedFields ?? [];
	const managedFields = [entry, { ...entry, manager: "elsewhere", apiVersion: "v9" }];
	const body = { ...created, metadata: { name: "versions", managedFields }, data: { a: "1", b: "2" } };
	const replaced = (await raw("PUT", `${collection}/versions?fieldManager=second`, { body })).body as Owned;
	expect(Object.keys(ownersOf(replaced)).toSorted()).toEqual(["first", "second"]);
});

check("M8 more than ten managers are too many: the oldest share an entry", async () => {
	await configMaps.create({ metadata: { name: "many" }, data: { k0: "" } }, { fieldManager: "m0" });
	const data: Record<string, string> = { k0: "" };
	for (let index = 1; index < 12; index++) {
		data[`k${index}`] = "";
		await configMaps.replace("many", { metadata: { name: "many" }, data }, { fieldManager: `m${index}` });
	}
	const { metadata } = await configMaps.get("many");
	expect(metadata.managedFields).toHaveLength(10);
	expect(metadata.managedFields?.some(({ manager }) => manager === "ancient-changes")).toBe(true);
});

check("F3 a user agent without a slash is a name, and none is unknown", async () => {
	for (const [agent, manager] of [
		["plain", "plain"],
		["a b/1.0", "a b"],
	]) {
		const name = `agent-${manager?.length}`;
		const headers = { "user-agent": agent ?? "" };
		const { body } = await raw("POST", collection, { headers, body: { metadata: { name }, data: { a: "1" } } });
		expect(Object.keys(ownersOf(body as Owned))).toEqual([manager]);
	}
});

check("M4 Q1 whoever creates a namespace owns the label with its name", async () => {
	const body = { metadata: { generateName: "conformance-", name: `${namespace}-owned`, labels: { [conformanceLabel]: "" } } };
	server.finally(() => raw("DELETE", `/api/v1/namespaces/${namespace}-owned`));
	const created = (await raw("POST", "/api/v1/namespaces?fieldManager=me", { body })).body as Owned;
	expect(ownersOf(created)).toEqual({
		me: {
			"f:metadata": {
				"f:generateName": {},
				"f:labels": { ".": {}, "f:kubernetes.io/metadata.name": {}, [`f:${conformanceLabel}`]: {} },
			},
		},
	});
});

check("M10 O6 who adds an ephemeral container is recorded under its subresource, with what else they wrote", async () => {
	await pods.create({
		metadata: { name: "debugged" },
		spec: { schedulerName: "conformance-none", containers: [{ name: "main", image: "x" }] },
	});
	const path = `/api/v1/namespaces/${namespace}/pods/debugged/ephemeralcontainers?fieldManager=me`;
	const { body } = await raw("PATCH", path, {
		headers: { "content-type": "application/apply-patch+yaml" },
		body: {
			apiVersion: "v1",
			kind: "Pod",
			metadata: { name: "debugged", labels: { a: "b" } },
			spec: { ephemeralContainers: [{ name: "debugger", image: "x" }] },
		},
	});
	const entry = (body as Owned).metadata.managedFields?.find(({ manager }) => manager === "me");
	expect(entry).toMatchObject({ operation: "Apply", subresource: "ephemeralcontainers" });
	expect(entry?.fieldsV1).toEqual({
		"f:metadata": { "f:labels": { "f:a": {} } },
		"f:spec": { "f:ephemeralContainers": { 'k:{"name":"debugger"}': { ".": {}, "f:image": {}, "f:name": {} } } },
	});
});
