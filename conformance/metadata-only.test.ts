import { Api } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody } from "./failure.ts";
import type { RawAnswer } from "./raw.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client, raw } = server;
const namespace = await server.namespace();
const configMaps = new Api(ConfigMap, { client, namespace });
const collection = `/api/v1/namespaces/${namespace}/configmaps`;
const labels = { part: "metadata-only" };
const one = await configMaps.create({ metadata: { name: "one", labels }, data: { a: "b" } });
await configMaps.create({ metadata: { name: "two", labels }, data: { a: "b" } });

const object = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
const list = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
const partial = { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1" };

async function get(path: string, accept: string): Promise<RawAnswer> {
	return await raw("GET", path, { headers: { accept } });
}

check("E7 get answers with kind, apiVersion and metadata, in this order, and nothing else", async () => {
	const { status, headers, body, text } = await get(`${collection}/one`, object);
	expect(status).toBe(200);
	expect(headers["content-type"]).toBe("application/json");
	expect(body).toEqual({ ...partial, metadata: one.metadata });
	expect(text.startsWith('{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"one",')).toBe(true);
});

check("E7 E9 the items of a list carry kind and apiVersion, and an empty list has null for them", async () => {
	const { status, body } = await get(`${collection}?labelSelector=part`, list);
	expect(status).toBe(200);
	expect(body).toEqual({
		kind: "PartialObjectMetadataList",
		apiVersion: "meta.k8s.io/v1",
		metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
		items: [
			{ ...partial, metadata: one.metadata },
			{ ...partial, metadata: expect.objectContaining({ name: "two" }) },
		],
	});
	expect((await get(`${collection}?labelSelector=nothing`, list)).body).toMatchObject({ items: null });
});

check("E7 I4 pages of metadata go on as pages of objects do", async () => {
	const first = (await get(`${collection}?limit=1&labelSelector=part`, list)).body as { metadata: { continue: string } };
	const next = await get(`${collection}?limit=1&labelSelector=part&continue=${first.metadata.continue}`, list);
	expect(next.body).toMatchObject({ items: [{ metadata: { name: "two" } }] });
});

check("E7 the form of a list asked of an object is a 406, and the other way round", async () => {
	const notList = "you requested PartialObjectMetadataList, but the requested object is not a list (*core.ConfigMap)";
	const isList = "you requested PartialObjectMetadata, but the requested object is a list (*core.ConfigMapList)";
	const wrong = await get(`${collection}/one`, list);
	expect(wrong.body).toEqual(failureBody(406, "NotAcceptable", notList));
	expect(wrong.status).toBe(406);
	expect(wrong.text).toContain('\n  "kind"');
	// A plain form further down in the header is not fallen back to, but the refusal is written in it.
	const either = await get(`${collection}/one`, `${list},application/json`);
	expect(either.body).toEqual(failureBody(406, "NotAcceptable", notList));
	expect(either.text.trimEnd()).not.toContain("\n");
	expect((await get(collection, object)).body).toEqual(failureBody(406, "NotAcceptable", isList));
});

for (const [path, type] of [
	["/apis/apps/v1/deployments", "apps.DeploymentList"],
	["/apis/rbac.authorization.k8s.io/v1/roles", "rbac.RoleList"],
	["/apis/discovery.k8s.io/v1/endpointslices", "discovery.EndpointSliceList"],
] as const) {
	check(`E7 the refusal of ${path} names the server's own type`, async () => {
		const message = `you requested PartialObjectMetadata, but the requested object is a list (*${type})`;
		expect((await get(path, object)).body).toEqual(failureBody(406, "NotAcceptable", message));
	});
}

check("E7 v1beta1 is served, other versions and incomplete forms are not", async () => {
	const beta = await get(`${collection}/one`, object.replace("v=v1", "v=v1beta1"));
	expect(beta.body).toMatchObject({ kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1beta1" });
	const accepted = "application/json, application/yaml, application/vnd.kubernetes.protobuf";
	for (const accept of [object.replace("v=v1", "v=v2"), "application/json;as=PartialObjectMetadata"]) {
		const message = `only the following media types are accepted: ${accepted}`;
		expect((await get(`${collection}/one`, accept)).body).toEqual(failureBody(406, "NotAcceptable", message));
	}
});

check("E7 E2 metadata comes as YAML as well, and indented where that is asked for", async () => {
	const yaml = await get(`${collection}/one`, object.replace("json", "yaml"));
	expect(yaml.headers["content-type"]).toBe("application/yaml");
	expect(yaml.text).toMatch(/^apiVersion: meta\.k8s\.io\/v1\nkind: PartialObjectMetadata\nmetadata:\n/);
	expect((await get(`${collection}/one?pretty=true`, object)).text).toMatch(/^\{\n {2}"kind": "PartialObjectMetadata",\n/);
});

check("E7 B a missing object is the 404 that it always is", async () => {
	const details = { name: "nope", kind: "configmaps" };
	const { status, body } = await get(`${collection}/nope`, object);
	expect(status).toBe(404);
	expect(body).toEqual(failureBody(404, "NotFound", 'configmaps "nope" not found', details));
});

check("E7 writes answer with the metadata alone, and a Status stays a Status", async () => {
	const headers = { accept: object };
	const created = await raw("POST", collection, { headers, body: { metadata: { name: "written" }, data: { a: "b" } } });
	expect(created.status).toBe(201);
	expect(created.body).toEqual({ ...partial, metadata: expect.objectContaining({ name: "written" }) });
	const replaced = await raw("PUT", `${collection}/written`, { headers, body: { metadata: { name: "written" } } });
	expect(Object.keys(replaced.body as object)).toEqual(["kind", "apiVersion", "metadata"]);
	const deleted = await raw("DELETE", `${collection}/written`, { headers });
	expect(deleted.body).toMatchObject({ kind: "Status", status: "Success" });
});
