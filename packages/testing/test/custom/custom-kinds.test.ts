import { Api, type CustomObject, defineResource, NotFoundError } from "kubex";
import { expect, test } from "vitest";
import { TestCluster } from "../../src/test-cluster.ts";
import { ClusterState } from "../registry/cluster-state.ts";

const group = "test.kubex.example";
const definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const definition = (version: object = {}, spec: object = {}): object => ({
	apiVersion: "apiextensions.k8s.io/v1",
	kind: "CustomResourceDefinition",
	metadata: { name: `widgets.${group}` },
	spec: {
		group,
		scope: "Namespaced",
		names: { plural: "widgets", kind: "Widget" },
		versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: { type: "object" } }, ...version }],
		...spec,
	},
});
const ruled = { type: "string", "x-kubernetes-validations": [{ rule: "self != ''" }] };

interface Widget extends CustomObject {
	apiVersion: "test.kubex.example/v1";
	kind: "Widget";
}
const Widget = defineResource<Widget>({ group, version: "v1", kind: "Widget", plural: "widgets", scope: "Namespaced" });

test.each([
	["conversion webhooks", definition({}, { conversion: { strategy: "Webhook" } })],
	[
		"x-kubernetes-validations in the version v1 of Widget",
		definition({ schema: { openAPIV3Schema: { type: "object", properties: { a: { type: "array", items: ruled } } } } }),
	],
	["selectableFields in the version v1 of Widget", definition({ selectableFields: [{ jsonPath: ".spec.a" }] })],
	[
		"custom resources in the group networking.k8s.io, which has resources of its own",
		{
			...definition({}, { group: "networking.k8s.io" }),
			metadata: {
				name: "widgets.networking.k8s.io",
				annotations: { "api-approved.kubernetes.io": "unapproved, a test" },
			},
		},
	],
])("what is not built is refused by name: %s", async (feature, body) => {
	const cluster = new ClusterState();
	const answer = await cluster.call("POST", definitions, body);
	expect([answer.status, answer.body.reason, answer.body.message]).toEqual([
		501,
		"NotImplemented",
		`the embedded API server does not support ${feature}`,
	]);
	const changed = await cluster.call("GET", definitions);
	expect(changed.body.items).toEqual([]);
});

test("each cluster has custom kinds of its own, and goes back to those of a snapshot", async () => {
	await using cluster = await TestCluster.start();
	const isolated = cluster.isolated();
	await using client = await cluster.createClient({ transport: cluster.transport });
	await using other = await isolated.createClient({ transport: isolated.transport });
	const empty = cluster.snapshot();
	await client.request({ method: "POST", path: definitions, body: definition() });
	await cluster.settle();
	const widgets = new Api(Widget, { client });
	await widgets.create({ metadata: { name: "a" } });
	expect(await failure(new Api(Widget, { client: other }).list())).toBeInstanceOf(NotFoundError);
	const full = cluster.snapshot();
	cluster.restore(empty);
	expect(await failure(widgets.list())).toBeInstanceOf(NotFoundError);
	cluster.restore(full);
	expect((await widgets.list()).items.map(({ metadata }) => metadata.name)).toEqual(["a"]);
});

async function failure(call: Promise<unknown>): Promise<unknown> {
	return await call.then(
		() => undefined,
		(error: unknown) => error,
	);
}
