import { Api } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureOf } from "./failure.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client, raw } = server;
const namespace = await server.namespace();
const configMaps = new Api(ConfigMap, { client, namespace });
const collection = `/api/v1/namespaces/${namespace}/configmaps`;

check("G8 labels and annotations of every allowed form come back as they were", async () => {
	const labels = { a: "", "example.com/a": "b", "A.b_c-d": "A.b_c-d", x: "x".repeat(63) };
	const annotations = {
		a: "",
		"example.com/a": "line\nline",
		unicode: "ü 日本 😀",
		json: '{"a":"<&>"}',
		long: "x".repeat(10_000),
	};
	const created = await configMaps.create({ metadata: { name: "forms", labels, annotations } });
	expect(created.metadata).toMatchObject({ labels, annotations });
	expect((await configMaps.get("forms")).metadata).toMatchObject({ labels, annotations });
});

check("G8 annotations above 256 KiB together are refused", async () => {
	const annotations = { a: "x".repeat(262_145) };
	const error = await failureOf(configMaps.create({ metadata: { name: "large", annotations } }));
	expect(error.status.details?.causes).toEqual([
		{ reason: "FieldValueTooLong", message: "Too long: may not be more than 262144 bytes", field: "metadata.annotations" },
	]);
});

check("G8 a label's value above 63 characters is refused", async () => {
	const error = await failureOf(configMaps.create({ metadata: { name: "long", labels: { a: "x".repeat(64) } } }));
	expect(error.status.details?.causes?.map(({ field, message }) => `${field}: ${message}`)).toEqual([
		`metadata.labels: Invalid value: "${"x".repeat(64)}": must be no more than 63 ${server.minor >= 35 ? "bytes" : "characters"}`,
	]);
});

check("B1 B2 several problems are told together, in the order of the fields", async () => {
	const metadata = { name: "A", labels: { a: "-" }, annotations: { "b b": "" } };
	const error = await failureOf(configMaps.create({ metadata, data: { "c c": "" } }));
	expect(error.status.details?.causes?.map(({ field }) => field)).toEqual([
		"metadata.name",
		"metadata.labels",
		"metadata.annotations",
		"data[c c]",
	]);
	expect(error.status.message).toMatch(
		/^ConfigMap "A" is invalid: \[metadata\.name: .*, metadata\.labels: .*, metadata\.annotations: .*, data\[c c\]: .*\]$/,
	);
});

check("M2 M4 each manager owns the fields that it wrote", async () => {
	const created = await configMaps.create({ metadata: { name: "owned" }, data: { a: "1", b: "1" } }, { fieldManager: "first" });
	const replaced = await configMaps.replace(
		"owned",
		{ ...created, data: { a: "1", b: "2", c: "1" } },
		{ fieldManager: "second" },
	);
	const owned = Object.fromEntries((replaced.metadata.managedFields ?? []).map(({ manager, fieldsV1 }) => [manager, fieldsV1]));
	expect(owned).toEqual({
		first: { "f:data": { ".": {}, "f:a": {} } },
		second: { "f:data": { "f:b": {}, "f:c": {} } },
	});
});

check("E7 a client may ask for the metadata alone", async () => {
	await configMaps.create({ metadata: { name: "partial" }, data: { a: "b" } });
	const accept = (kind: string): { accept: string } => ({ accept: `application/json;as=${kind};v=v1;g=meta.k8s.io` });
	const one = await raw("GET", `${collection}/partial`, { headers: accept("PartialObjectMetadata") });
	expect(one.body).toMatchObject({ kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: { name: "partial" } });
	expect(one.body).not.toHaveProperty("data");
	const list = await raw("GET", collection, { headers: accept("PartialObjectMetadataList") });
	expect(list.body).toMatchObject({ kind: "PartialObjectMetadataList", apiVersion: "meta.k8s.io/v1" });
	expect((list.body as { items: unknown[] }).items[0]).toMatchObject({
		kind: "PartialObjectMetadata",
		apiVersion: "meta.k8s.io/v1",
	});
	expect((await raw("GET", collection, { headers: accept("PartialObjectMetadata") })).status).toBe(406);
});

check("E2 YAML goes in and out", async () => {
	const body = "metadata:\n  name: yaml\ndata:\n  a: b\n  multi: |\n    x\n    y\n";
	const created = await raw("POST", collection, { headers: { "content-type": "application/yaml" }, body });
	expect(created.status).toBe(201);
	expect((await configMaps.get("yaml")).data).toEqual({ a: "b", multi: "x\ny\n" });
	const { headers, text } = await raw("GET", `${collection}/yaml`, { headers: { accept: "application/yaml" } });
	expect(headers["content-type"]).toBe("application/yaml");
	expect(text).toMatch(/^apiVersion: v1\ndata:\n {2}a: b\n {2}multi: \|\n {4}x\n {4}y\nkind: ConfigMap\nmetadata:\n/);
});

check(
	"G8 K5 the metadata of a replaced object is checked three times, and once more where it is checked as a new one",
	async () => {
		const annotations = { "not a key": "x" };
		const causesOf = async (path: string, body: object): Promise<number> => {
			const answer = await raw("PUT", path, { body });
			expect(answer.status).toBe(422);
			return (answer.body as { details: { causes: unknown[] } }).details.causes.length;
		};
		await configMaps.create({ metadata: { name: "checked" } });
		// Services are checked as new ones by the oldest servers; the latest say the same thing once.
		const checks = server.minor >= 37 ? { map: 1, service: 1 } : { map: 4, service: server.minor >= 34 ? 3 : 4 };
		expect(await causesOf(`${collection}/checked`, { metadata: { name: "checked", annotations } })).toBe(checks.map);
		const services = `/api/v1/namespaces/${namespace}/services`;
		const spec = { ports: [{ port: 80 }] };
		await raw("POST", services, { body: { metadata: { name: "checked" }, spec } });
		expect(await causesOf(`${services}/checked`, { metadata: { name: "checked", annotations }, spec })).toBe(checks.service);
	},
);

check("G7 owners that are sent twice change nothing", async () => {
	const { uid } = (await configMaps.create({ metadata: { name: "twice-owner" } })).metadata;
	const owner = { apiVersion: "v1", kind: "ConfigMap", name: "twice-owner", uid };
	const created = await configMaps.create({ metadata: { name: "twice-owned", ownerReferences: [owner] } });
	const { body } = await raw("PUT", `${collection}/twice-owned?fieldManager=other`, {
		body: { metadata: { name: "twice-owned", ownerReferences: [owner, owner] } },
	});
	expect(body).toMatchObject({ metadata: { resourceVersion: created.metadata.resourceVersion } });
});
