import { Api, type Client, type List, NotFoundError, UnsupportedOperationError } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { SelfSubjectAccessReview } from "kubex/k8s/v1_35/authorization/v1";
import { ConfigMap, Node, Pod } from "kubex/k8s/v1_35/core/v1";
import { describe, expect, test } from "vitest";
import { json, serve, type TestServer } from "../support/http-server.ts";
import { rejection } from "../support/rejection.ts";
import { clientOf } from "../support/test-client.ts";

/** Types aside, as a plain JavaScript user calls. */
const untyped = <T>(value: T): Record<string, never> & T => value as Record<string, never> & T;

async function recorded(
	answer: unknown = { kind: "ConfigMap", apiVersion: "v1", metadata: { name: "x" }, items: [] },
): Promise<{ server: TestServer; client: Client }> {
	const server = await serve(json(answer));
	return { server, client: await clientOf(server.url, { cluster: { namespace: "from-context" } }) };
}

describe("namespaces", () => {
	test("BUG-36 the call's, else the Api's, else the client's, else default", async () => {
		const { server, client } = await recorded();
		await new Api(ConfigMap, { client }).get("x");
		await new Api(ConfigMap, { client, namespace: "of-api" }).get("x");
		await new Api(ConfigMap, { client, namespace: "of-api" }).get("x", { namespace: "of-call" });
		await new Api(ConfigMap, { client: await clientOf(server.url) }).get("x");
		await new Api(ConfigMap, {
			client: await clientOf(server.url, { namespace: "of-option", cluster: { namespace: "from-context" } }),
		}).get("x");
		expect(server.requests.map((request) => request.url)).toEqual(
			["from-context", "of-api", "of-call", "default", "of-option"].map(
				(namespace) => `/api/v1/namespaces/${namespace}/configmaps/x`,
			),
		);
	});

	test("null is all namespaces, for reading collections only", async () => {
		const { server, client } = await recorded();
		const here = new Api(ConfigMap, { client });
		const everywhere = new Api(ConfigMap, { client, namespace: null });
		await here.list({ namespace: null });
		await everywhere.list();
		await everywhere.list({ namespace: "one" });
		for await (const _ of here.pages({ namespace: null }));
		expect(server.requests.map((request) => request.url)).toEqual([
			"/api/v1/configmaps",
			"/api/v1/configmaps",
			"/api/v1/namespaces/one/configmaps",
			"/api/v1/configmaps?limit=500",
		]);
		const calls = [
			everywhere.get("x"),
			everywhere.create({ metadata: { name: "x" } }),
			everywhere.replace("x", { metadata: { name: "x" } }),
			everywhere.delete("x"),
			everywhere.deleteCollection(),
			untyped(here).get("x", untyped({ namespace: null }) as object),
			untyped(here).deleteCollection(untyped({ namespace: null }) as object),
		];
		for (const call of calls) expect(await rejection(call)).toBeInstanceOf(TypeError);
		expect(server.requests).toHaveLength(4);
	});

	test("a cluster-scoped kind refuses a namespace, in the Api and in a call", async () => {
		const { server, client } = await recorded();
		const misuse = { client, namespace: "x" } as unknown as { client: Client };
		expect(() => new Api(Node, misuse)).toThrow(/Node is cluster-scoped/);
		expect(await rejection(new Api(Node, { client }).list({ namespace: "x" } as object))).toBeInstanceOf(TypeError);
		await new Api(Node, { client }).get("node-0");
		expect(server.requests.map((request) => request.url)).toEqual(["/api/v1/nodes/node-0"]);
	});

	test("a namespace that cannot be one is refused at once", async () => {
		const { client } = await recorded();
		expect(() => new Api(Pod, { client, namespace: "a/b" })).toThrow(/namespace "a\/b"/);
	});
});

describe("what a kind has not", () => {
	test("an accessor throws and names the kind", async () => {
		const { client } = await recorded();
		expect(() => untyped(new Api(Pod, { client }))["scale"]).toThrow(UnsupportedOperationError);
		expect(() => untyped(new Api(ConfigMap, { client }))["status"]).toThrow(/ConfigMap has no subresource "status"/);
		const deployments = new Api(Deployment, { client });
		expect(deployments.scale).toBe(deployments.scale);
	});

	test("GAP-12 a verb throws and names the kind, and nothing is sent", async () => {
		const { server, client } = await recorded();
		const reviews = untyped(new Api(SelfSubjectAccessReview, { client })) as unknown as {
			get(name: string): Promise<unknown>;
			list(): Promise<unknown>;
		};
		expect(await rejection(reviews.get("x"))).toBeInstanceOf(UnsupportedOperationError);
		expect(String(await rejection(reviews.list()))).toMatch(/SelfSubjectAccessReview has no verb "list"/);
		expect(server.requests).toHaveLength(0);
	});
});

describe("absence", () => {
	const status = (details: object): object => ({
		kind: "Status",
		apiVersion: "v1",
		status: "Failure",
		reason: "NotFound",
		message: "not found",
		details,
		code: 404,
	});

	test("GAP-06 a missing object is undefined, or false", async () => {
		const server = await serve(json(status({ name: "x", kind: "configmaps" }), 404));
		const configMaps = new Api(ConfigMap, { client: await clientOf(server.url) });
		expect(await configMaps.getOrUndefined("x")).toBeUndefined();
		expect(await configMaps.exists("x")).toBe(false);
		expect(await rejection(configMaps.get("x"))).toBeInstanceOf(NotFoundError);
	});

	test("a missing endpoint is an error", async () => {
		const server = await serve(json(status({}), 404));
		const configMaps = new Api(ConfigMap, { client: await clientOf(server.url) });
		expect(await rejection(configMaps.getOrUndefined("x"))).toBeInstanceOf(NotFoundError);
	});
});

test("GAP-27 items carry apiVersion and kind, and keep what the wire says", async () => {
	const { client } = await recorded({
		kind: "DeploymentList",
		apiVersion: "apps/v1",
		metadata: {},
		items: [{ metadata: { name: "a" } }, { apiVersion: "apps/v2", kind: "Other", metadata: { name: "b" } }],
	});
	const { items } = await new Api(Deployment, { client }).list();
	expect(items.map(({ apiVersion, kind }) => [apiVersion, kind])).toEqual([
		["apps/v1", "Deployment"],
		["apps/v2", "Other"],
	]);
});

test("G2 what the server sends comes through a read and a replace unchanged, whatever the model knows", async () => {
	const stored = {
		kind: "ConfigMap",
		apiVersion: "v1",
		metadata: { name: "x", managedFields: [{}], newField: [1.5, null, { a: "" }] },
		immutable: false,
		later: { deep: [[]] },
	};
	const bodies: unknown[] = [];
	const server = await serve((request, response) => {
		let text = "";
		request.on("data", (chunk: Buffer) => (text += chunk.toString()));
		request.on("end", () => {
			if (text !== "") bodies.push(JSON.parse(text));
			json(stored)(request, response);
		});
	});
	const configMaps = new Api(ConfigMap, { client: await clientOf(server.url) });
	await configMaps.replace("x", await configMaps.get("x"));
	expect(bodies).toEqual([stored]);
});

test("SR-04 scale has its own kind on the wire", async () => {
	const bodies: unknown[] = [];
	const server = await serve((request, response) => {
		request.on("data", (chunk: Buffer) => bodies.push(JSON.parse(chunk.toString())));
		request.on("end", () => json({ kind: "Scale", apiVersion: "autoscaling/v1", metadata: {} })(request, response));
	});
	const deployments = new Api(Deployment, { client: await clientOf(server.url) });
	await deployments.scale.replace("web", { metadata: { name: "web" }, spec: { replicas: 3 } });
	expect(server.requests[0]).toMatchObject({ method: "PUT", url: "/apis/apps/v1/namespaces/default/deployments/web/scale" });
	expect(bodies).toEqual([{ apiVersion: "autoscaling/v1", kind: "Scale", metadata: { name: "web" }, spec: { replicas: 3 } }]);
});

test("deleteCollection answers with a list whose items are typed, or with a Status", async () => {
	const list = await recorded({ kind: "ConfigMapList", apiVersion: "v1", metadata: {}, items: [{ metadata: { name: "a" } }] });
	const answer = (await new Api(ConfigMap, { client: list.client }).deleteCollection()) as List<ConfigMap>;
	expect(answer.items[0]?.kind).toBe("ConfigMap");
	const status = await recorded({ kind: "Status", apiVersion: "v1", status: "Success" });
	expect(await new Api(ConfigMap, { client: status.client }).deleteCollection()).toMatchObject({ kind: "Status" });
});
