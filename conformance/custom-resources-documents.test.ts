import { expect } from "vitest";
import { check } from "./check.ts";
import { eventually } from "./eventually.ts";
import { redefine, serveCustomKind } from "./serve-custom-kind.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw } = server;
const text = { type: "string" };
const aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
const schemaOf = (properties: object): object => ({
	openAPIV3Schema: { type: "object", properties: { spec: { type: "object", properties } } },
});
const version = (name: string, more: object = {}): object => ({
	name,
	served: true,
	storage: false,
	schema: schemaOf({ a: text }),
	...more,
});
const verbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];
const parts = ["get", "patch", "update"];

interface Group {
	readonly metadata: { readonly name: string };
	readonly versions: readonly { readonly version: string; readonly resources: readonly object[] }[];
}

async function discovered(group: string): Promise<{ readonly etag: unknown; readonly group: Group | undefined }> {
	const { headers, body } = await raw("GET", "/apis", { headers: { accept: aggregated } });
	const { items } = body as { items: Group[] };
	return { etag: headers["etag"], group: items.find(({ metadata }) => metadata.name === group) };
}

check("C4 C6 R15 custom kinds are discovered in every form, and vanish with their definition [needs:crd]", async () => {
	const group = "discovery.kubex.example";
	const before = await discovered(group);
	expect(before.group).toBeUndefined();
	const kind = await serveCustomKind(server, {
		group,
		plural: "stars",
		kind: "Star",
		// Not "all": what kubectl gets of that elsewhere would be there for a moment only.
		names: { shortNames: ["st"], categories: ["sky"] },
		versions: [
			version("v1beta1"),
			version("v2alpha1"),
			version("v1", {
				storage: true,
				subresources: { status: {}, scale: { specReplicasPath: ".spec.n", statusReplicasPath: ".status.n" } },
			}),
			version("v3", { served: false }),
		],
	});
	await serveCustomKind(server, { group, plural: "moons", kind: "Moon", scope: "Cluster" });
	await eventually(async () => (await discovered(group)).group?.versions[0]?.resources.length === 2);
	const after = await discovered(group);
	expect(after.etag).not.toBe(before.etag);
	expect(after.group?.versions.map((one) => one.version)).toEqual(["v1", "v1beta1", "v2alpha1"]);
	expect(after.group?.versions[0]?.resources).toEqual([
		{
			resource: "moons",
			responseKind: { group, version: "v1", kind: "Moon" },
			scope: "Cluster",
			singularResource: "moon",
			verbs,
		},
		{
			resource: "stars",
			responseKind: { group, version: "v1", kind: "Star" },
			scope: "Namespaced",
			singularResource: "star",
			verbs,
			shortNames: ["st"],
			categories: ["sky"],
			subresources: [
				{ subresource: "status", responseKind: { group, version: "v1", kind: "Star" }, verbs: parts },
				{ subresource: "scale", responseKind: { group: "autoscaling", version: "v1", kind: "Scale" }, verbs: parts },
			],
		},
	]);
	const versions = ["v1", "v1beta1", "v2alpha1"].map((name) => ({ groupVersion: `${group}/${name}`, version: name }));
	expect((await raw("GET", `/apis/${group}`)).body).toEqual({
		kind: "APIGroup",
		apiVersion: "v1",
		name: group,
		versions,
		preferredVersion: versions[0],
	});
	const { resources } = (await raw("GET", `/apis/${group}/v1beta1`)).body as { resources: object[] };
	expect(resources).toEqual([
		{
			name: "stars",
			singularName: "star",
			namespaced: true,
			kind: "Star",
			verbs,
			shortNames: ["st"],
			categories: ["sky"],
			storageVersionHash: expect.any(String),
		},
	]);
	expect((await raw("GET", `/apis/${group}/v3`)).text).toBe("404 page not found\n");
	await raw("DELETE", kind.definition);
	await eventually(async () => (await discovered(group)).group?.versions.length === 1);
	const left = (await raw("GET", `/apis/${group}`)).body as { versions: object[] };
	expect(left.versions).toEqual([versions[0]]);
});

interface Document {
	readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
	readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: Readonly<Record<string, object>> }>> };
}
interface Operation {
	readonly parameters?: readonly { readonly name: string }[];
	readonly requestBody?: { readonly content: object };
	readonly "x-kubernetes-action"?: string;
	readonly "x-kubernetes-group-version-kind"?: object;
}

/** What people wrote about a schema, without which documents are compared: one server repeats its own words, the other has none. */
function withoutProse(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutProse);
	if (typeof value !== "object" || value === null) return value;
	const members = Object.entries(value).filter(([name, member]) => name !== "description" || typeof member !== "string");
	return Object.fromEntries(members.map(([name, member]) => [name, withoutProse(member)]));
}

check("D1 D2 D3 D4 the documents of custom kinds are those of their definitions [needs:crd]", async () => {
	const group = "documents.kubex.example";
	const properties = {
		a: { type: "string", enum: ["x", "y"], default: "x" },
		n: { type: "integer", format: "int32", minimum: 1, nullable: true },
		list: {
			type: "array",
			items: { type: "object", required: ["k"], properties: { k: text } },
			"x-kubernetes-list-type": "map",
			"x-kubernetes-list-map-keys": ["k"],
		},
		either: { "x-kubernetes-int-or-string": true },
		free: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
		map: { type: "object", additionalProperties: text, "x-kubernetes-map-type": "atomic" },
		pod: { type: "object", "x-kubernetes-embedded-resource": true, properties: { spec: { type: "object" } } },
		one: { type: "object", properties: { a: text }, oneOf: [{ required: ["a"] }] },
	};
	const kind = await serveCustomKind(server, {
		group,
		plural: "papers",
		kind: "Paper",
		versions: [version("v1", { storage: true, schema: schemaOf(properties), subresources: { status: {} } })],
	});
	const root = `apis/${group}/v1`;
	const indexed = async (): Promise<string | undefined> => {
		const { paths } = JSON.parse((await raw("GET", "/openapi/v3")).text) as {
			paths: Record<string, { serverRelativeURL: string } | undefined>;
		};
		return paths[root]?.serverRelativeURL;
	};
	await eventually(async () => (await indexed()) !== undefined);
	const url = (await indexed()) ?? "";
	const answer = await raw("GET", url);
	expect(answer.headers["cache-control"]).toBe("public, immutable");
	const { paths, components } = answer.body as Document;
	const base = `/apis/${group}/v1/namespaces/{namespace}/papers`;
	const methods = Object.entries(paths).map(([path, item]) => [path, Object.keys(item).toSorted()]);
	expect(Object.fromEntries(methods)).toEqual({
		[`/apis/${group}/v1/papers`]: ["get", "parameters"],
		[base]: ["delete", "get", "parameters", "post"],
		[`${base}/{name}`]: ["delete", "get", "parameters", "patch", "put"],
		[`${base}/{name}/status`]: ["get", "parameters", "patch", "put"],
	});
	const patch = paths[`${base}/{name}`]?.["patch"];
	expect(patch?.["x-kubernetes-action"]).toBe("patch");
	expect(patch?.["x-kubernetes-group-version-kind"]).toEqual({ group, version: "v1", kind: "Paper" });
	expect(patch?.parameters?.map(({ name }) => name)).toEqual(["dryRun", "fieldManager", "fieldValidation", "force"]);
	expect(Object.keys(patch?.requestBody?.content ?? {}).toSorted()).toEqual([
		"application/apply-patch+yaml",
		"application/json-patch+json",
		"application/merge-patch+json",
	]);
	const name = "example.kubex.documents.v1.Paper";
	const reference = (of: string): object => ({ $ref: `#/components/schemas/${of}` });
	const meta = "io.k8s.apimachinery.pkg.apis.meta.v1";
	const object = { apiVersion: text, kind: text, metadata: { allOf: [reference(`${meta}.ObjectMeta`)] } };
	expect(withoutProse(components.schemas[name])).toEqual({
		type: "object",
		properties: {
			...object,
			spec: {
				type: "object",
				properties: {
					...properties,
					either: { anyOf: [{ type: "integer" }, text], "x-kubernetes-int-or-string": true },
					pod: {
						...properties.pod,
						required: ["kind", "apiVersion"],
						properties: { ...object, spec: { type: "object" } },
					},
				},
			},
		},
		"x-kubernetes-group-version-kind": [{ group, kind: "Paper", version: "v1" }],
	});
	expect(withoutProse(components.schemas[`${name}List`])).toEqual({
		type: "object",
		required: ["items"],
		properties: {
			apiVersion: text,
			kind: text,
			metadata: { allOf: [reference(`${meta}.ListMeta`)] },
			items: { type: "array", items: reference(name) },
		},
		"x-kubernetes-group-version-kind": [{ group, kind: "PaperList", version: "v1" }],
	});
	expect(Object.keys(components.schemas)).toContain(`${meta}.Status`);
	const swagger = async (): Promise<Record<string, object | undefined>> =>
		((await raw("GET", "/openapi/v2")).body as { definitions: Record<string, object | undefined> }).definitions;
	await eventually(async () => (await swagger())[name] !== undefined);
	const { default: _default, ...colours } = properties.a;
	const { format, minimum } = properties.n;
	const own = { apiVersion: text, kind: text, metadata: { $ref: `#/definitions/${meta}.ObjectMeta` } };
	expect(withoutProse((await swagger())[name])).toEqual({
		type: "object",
		properties: {
			...own,
			spec: {
				type: "object",
				properties: {
					a: colours,
					n: { format, minimum },
					list: properties.list,
					either: properties.either,
					free: { "x-kubernetes-preserve-unknown-fields": true },
					map: properties.map,
					pod: { ...properties.pod, required: ["kind", "apiVersion"], properties: { ...own, spec: { type: "object" } } },
					one: { type: "object", properties: { a: text } },
				},
			},
		},
		"x-kubernetes-group-version-kind": [{ group, kind: "Paper", version: "v1" }],
	});
	const changed = version("v1", { storage: true, schema: schemaOf({ b: text }) });
	await redefine(server, kind, [changed], async () => (await indexed()) !== url);
	const next = (await raw("GET", (await indexed()) ?? "")).body as Document;
	expect(withoutProse(next.components.schemas[name]?.properties?.["spec"])).toEqual({ type: "object", properties: { b: text } });
	expect((await raw("GET", url)).status).toBe(301);
	await raw("DELETE", kind.definition);
	await eventually(async () => (await indexed()) === undefined);
});

check("R13 versions show the same object, each by its own schema, and deprecated ones say so [needs:crd]", async () => {
	const group = "versions.kubex.example";
	const kind = await serveCustomKind(server, {
		group,
		plural: "texts",
		kind: "Text",
		versions: [
			version("v1", { storage: true, schema: schemaOf({ a: text, b: text }) }),
			version("v1beta1", { deprecated: true, schema: schemaOf({ a: text, c: { ...text, default: "new" } }) }),
			version("v1alpha1", { deprecated: true, deprecationWarning: "let go", schema: schemaOf({ a: text }) }),
		],
	});
	const namespace = await server.namespace();
	const body = kind.object("t", { spec: { a: "1", b: "2" } });
	expect((await raw("POST", kind.collection(namespace), { body })).status).toBe(201);
	const at = async (name: string): Promise<unknown[]> => {
		const { body: read, headers } = await raw("GET", `${kind.collection(namespace, name)}/t`);
		const { apiVersion, spec } = read as { apiVersion: string; spec: object };
		return [apiVersion, spec, headers["warning"]];
	};
	expect(await at("v1")).toEqual([`${group}/v1`, { a: "1", b: "2" }, undefined]);
	const advice = `299 - "${group}/v1beta1 Text is deprecated; use ${group}/v1 Text"`;
	expect(await at("v1beta1")).toEqual([`${group}/v1beta1`, { a: "1" }, advice]);
	expect(await at("v1alpha1")).toEqual([`${group}/v1alpha1`, { a: "1" }, '299 - "let go"']);
	const { items } = (await raw("GET", kind.collection(namespace, "v1beta1"))).body as { items: { apiVersion: string }[] };
	expect(items.map((item) => item.apiVersion)).toEqual([`${group}/v1beta1`]);
	const headers = { "content-type": "application/merge-patch+json" };
	const path = `${kind.collection(namespace, "v1beta1")}/t?fieldManager=beta`;
	// What is stored is what the version knows that objects are stored in, which has no `c`.
	const patched = await raw("PATCH", path, { body: { spec: { a: "3", c: "x" } }, headers });
	expect([patched.status, (patched.body as { spec: object }).spec]).toEqual([200, { a: "3" }]);
	expect(await at("v1")).toEqual([`${group}/v1`, { a: "3" }, undefined]);
});
