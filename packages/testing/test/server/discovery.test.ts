import { afterAll, beforeAll, expect, test } from "vitest";
import { TestCluster } from "../../src/test-cluster.ts";
import { type RawRequest, rawRequest } from "../raw-request.ts";

// What is compared word for word was taken from a 1.35 server.

let cluster: TestCluster;

beforeAll(async () => {
	cluster = await TestCluster.start();
});

afterAll(() => cluster.close());

const send = (request: RawRequest) => rawRequest(cluster, request);
const body = async (request: RawRequest): Promise<unknown> => JSON.parse((await send(request)).text);
const v2 = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
const v2beta1 = v2.replace("v=v2", "v=v2beta1");

test("C1 the trees of groups and versions", async () => {
	expect(await body({ path: "/api" })).toEqual({
		kind: "APIVersions",
		versions: ["v1"],
		serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress: new URL(cluster.url).host }],
	});
	const { groups } = (await body({ path: "/apis" })) as { groups: { name: string }[] };
	expect(groups.slice(0, 3).map((group) => group.name)).toEqual(["apiregistration.k8s.io", "apps", "events.k8s.io"]);
	const apps = { groupVersion: "apps/v1", version: "v1" };
	expect(await body({ path: "/apis/apps" })).toEqual({
		kind: "APIGroup",
		apiVersion: "v1",
		name: "apps",
		versions: [apps],
		preferredVersion: apps,
	});
});

test("C2 the resources of a version with their subresources", async () => {
	const core = (await body({ path: "/api/v1" })) as {
		apiVersion?: string;
		groupVersion: string;
		resources: { name: string }[];
	};
	expect(Object.keys(core)).toEqual(["kind", "groupVersion", "resources"]);
	const named = (name: string) => core.resources.find((resource) => resource.name === name);
	expect(named("bindings")).toEqual({
		name: "bindings",
		singularName: "binding",
		namespaced: true,
		kind: "Binding",
		verbs: ["create"],
	});
	expect(named("configmaps")).toEqual({
		name: "configmaps",
		singularName: "configmap",
		namespaced: true,
		kind: "ConfigMap",
		verbs: ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
		shortNames: ["cm"],
		storageVersionHash: "qFsyl6wFWjQ=",
	});
	expect(named("pods/eviction")).toEqual({
		name: "pods/eviction",
		singularName: "",
		namespaced: true,
		group: "policy",
		version: "v1",
		kind: "Eviction",
		verbs: ["create"],
	});
	const order = core.resources.map((resource) => resource.name);
	expect(order).toEqual(order.toSorted());
});

test("C3 all in one document, which is not sent twice", async () => {
	const first = await send({ path: "/apis", headers: { accept: `application/json,${v2};q=0.1` } });
	expect(first.headers).toMatchObject({ "content-type": v2, "cache-control": "public", vary: "Accept" });
	expect(first.headers.etag).toMatch(/^"[\dA-F]{128}"$/);
	const document = JSON.parse(first.text) as {
		items: { metadata: { name: string }; versions: { resources: unknown[]; freshness: string }[] }[];
	};
	const apps = document.items.find((item) => item.metadata.name === "apps");
	expect(apps?.versions[0]?.freshness).toBe("Current");
	expect(apps?.versions[0]?.resources).toContainEqual({
		resource: "deployments",
		responseKind: { group: "", version: "", kind: "Deployment" },
		scope: "Namespaced",
		singularResource: "deployment",
		verbs: ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
		shortNames: ["deploy"],
		categories: ["all"],
		subresources: [
			{
				subresource: "scale",
				responseKind: { group: "autoscaling", version: "v1", kind: "Scale" },
				verbs: ["get", "patch", "update"],
			},
			{
				subresource: "status",
				responseKind: { group: "", version: "", kind: "Deployment" },
				verbs: ["get", "patch", "update"],
			},
		],
	});
	const again = await send({ path: "/apis", headers: { accept: v2, "if-none-match": first.headers.etag ?? "" } });
	expect(again.status).toBe(304);
	expect(again.text).toBe("");
	expect(again.headers.etag).toBe(first.headers.etag);
	expect(
		((await body({ path: "/api", headers: { accept: v2 } })) as { items: { metadata: unknown }[] }).items[0]?.metadata,
	).toEqual({});
});

test("C3 the older version of the document ended with 1.33", async () => {
	expect((await send({ path: "/apis", headers: { accept: v2beta1 } })).status).toBe(406);
	expect(await body({ path: "/apis", headers: { accept: `${v2beta1},application/json` } })).toMatchObject({
		kind: "APIGroupList",
	});
	await using older = await TestCluster.start({ kubernetesVersion: "1.32" });
	const answer = await rawRequest(older, { path: "/apis", headers: { accept: `${v2beta1},${v2}` } });
	expect(answer.headers["content-type"]).toBe(v2beta1);
	expect(JSON.parse(answer.text)).toMatchObject({ apiVersion: "apidiscovery.k8s.io/v2beta1" });
});

test("D1 the index leads to documents that may be kept", async () => {
	const index = (await body({ path: "/openapi/v3" })) as { paths: Record<string, { serverRelativeURL: string }> };
	const url = index.paths["apis/apps/v1"]?.serverRelativeURL ?? "";
	expect(url).toMatch(/^\/openapi\/v3\/apis\/apps\/v1\?hash=[\dA-F]{128}$/);
	const document = await send({ path: url });
	expect(document.headers).toMatchObject({
		"content-type": "application/json",
		"cache-control": "public, immutable",
		vary: "Accept",
	});
	expect(document.headers.expires).toMatch(/UTC$/);
	const stale = await send({ path: "/openapi/v3/apis/apps/v1?hash=OLD" });
	expect(stale.status).toBe(301);
	expect(stale.headers.location).toBe(url);
	const known = await send({ path: url, headers: { "if-none-match": document.headers.etag ?? "" } });
	expect(known.status).toBe(304);
	expect(
		(await send({ path: url, headers: { accept: "application/com.github.proto-openapi.spec.v3.v1.0+protobuf" } })).status,
	).toBe(406);
	expect((await send({ path: "/openapi/v3/apis/nope" })).status).toBe(404);
});

test("D2 a document says what can be done with a kind, and how its fields merge", async () => {
	const document = (await body({ path: "/openapi/v3/apis/apps/v1" })) as {
		info: unknown;
		paths: Record<string, Record<string, { parameters?: { name: string }[] }>>;
		components: { schemas: Record<string, { properties: Record<string, unknown> }> };
	};
	expect(document.info).toEqual({ title: "Kubernetes", version: "1.35" });
	const patch = document.paths["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]?.["patch"];
	expect(patch).toMatchObject({
		"x-kubernetes-action": "patch",
		"x-kubernetes-group-version-kind": { group: "apps", version: "v1", kind: "Deployment" },
	});
	expect(patch?.parameters?.map((parameter) => parameter.name)).toEqual(["dryRun", "fieldManager", "fieldValidation", "force"]);
	const { schemas } = document.components;
	expect(schemas["io.k8s.api.apps.v1.DeploymentSpec"]?.properties["strategy"]).toEqual({
		allOf: [{ $ref: "#/components/schemas/io.k8s.api.apps.v1.DeploymentStrategy" }],
		"x-kubernetes-patch-strategy": "retainKeys",
	});
	expect(schemas["io.k8s.api.core.v1.Container"]?.properties["ports"]).toMatchObject({
		type: "array",
		"x-kubernetes-list-map-keys": ["containerPort", "protocol"],
		"x-kubernetes-list-type": "map",
		"x-kubernetes-patch-merge-key": "containerPort",
	});
	expect(schemas["io.k8s.api.core.v1.ContainerPort"]?.properties["protocol"]).toMatchObject({
		default: "TCP",
		enum: ["SCTP", "TCP", "UDP"],
	});
	for (const [, name] of JSON.stringify(document).matchAll(/#\/components\/schemas\/([^"]+)/g))
		expect(schemas).toHaveProperty([name ?? ""]);
});

test("A16 the version", async () => {
	const version = (await body({ path: "/version" })) as Record<string, string>;
	expect(version).toMatchObject({ major: "1", minor: "35", emulationMinor: "35", minCompatibilityMinor: "34" });
	expect(version["gitVersion"]).toMatch(/^v1\.35\.\d+$/);
});

test("A17 health, as a word, in detail and check by check", async () => {
	expect((await send({ path: "/livez" })).text).toBe("ok");
	expect((await send({ path: "/readyz?verbose&exclude=etcd&exclude=zzz" })).text).toBe(
		'[+]ping ok\n[+]log ok\n[+]etcd excluded: ok\n[+]informer-sync ok\n[+]shutdown ok\nwarn: some health checks cannot be excluded: no matches for "zzz"\nreadyz check passed\n',
	);
	expect((await send({ path: "/readyz/ping" })).text).toBe("ok");
	expect((await send({ path: "/livez", method: "POST" })).text).toBe("ok");
});

test("X /metrics is not built, and says so", async () => {
	expect(await body({ path: "/metrics" })).toMatchObject({
		code: 501,
		message: "the embedded API server does not support metrics",
	});
});
