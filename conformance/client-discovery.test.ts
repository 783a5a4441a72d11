import {
	Api,
	DynamicApi,
	type DynamicObject,
	jsonPatch,
	mergePatch,
	NoMatchError,
	NotFoundError,
	UnsupportedOperationError,
} from "kubex";
import { CustomResourceDefinition } from "kubex/k8s/v1_35/apiextensions/v1";
import { APIService } from "kubex/k8s/v1_35/apiregistration/v1";
import { conditions, Informer, waitFor } from "kubex/runtime";
import { expect } from "vitest";
import { check } from "./check.ts";
import { eventually } from "./eventually.ts";
import { failureOf } from "./failure.ts";
import { definitionOf, definitions as definitionsPath } from "./serve-custom-kind.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client } = server;
const namespace = await server.namespace();

/** A client that counts what it sends. */
async function countingClient(): Promise<{ readonly client: typeof client; readonly sent: string[] }> {
	const sent: string[] = [];
	const counting = await server.createClient({ hooks: [{ onRequest: ({ path }) => void sent.push(path) }] });
	return { client: counting, sent };
}

check("DI-1 GAP-09 two requests tell everything that is served", async () => {
	const { client: counting, sent } = await countingClient();
	const groups = await counting.discovery.groups();
	expect(groups[0]?.name).toBe("");
	expect(groups.map(({ name }) => name)).toEqual(expect.arrayContaining(["apps", "batch", "rbac.authorization.k8s.io"]));
	const resources = await counting.discovery.resources();
	expect(resources.length).toBeGreaterThan(40);
	expect(resources.find(({ kind }) => kind === "Deployment")).toMatchObject({
		group: "apps",
		version: "v1",
		plural: "deployments",
		singular: "deployment",
		shortNames: ["deploy"],
		categories: ["all"],
		scope: "Namespaced",
		subresources: [
			{ name: "scale", kind: { group: "autoscaling", version: "v1", kind: "Scale" }, verbs: ["get", "patch", "update"] },
			{ name: "status", kind: { group: "apps", version: "v1", kind: "Deployment" }, verbs: ["get", "patch", "update"] },
		],
	});
	expect(resources.find(({ plural }) => plural === "nodes")?.scope).toBe("Cluster");
	expect(sent.toSorted()).toEqual(["/api", "/apis"]);
	// Told once more, the server says that nothing has changed, or what has.
	await counting.discovery.refresh();
	expect(sent).toHaveLength(4);
});

check("DI-1 the older form says the same, one group version at a time", async () => {
	const older = await server.createClient({
		transport: (inner) => ({
			send: (request) => inner.send({ ...request, headers: { ...request.headers, accept: "application/json" } }),
			close: () => inner.close(),
		}),
	});
	// Others may define kinds meanwhile.
	const builtIn = ({ group }: { readonly group: string }): boolean => !group.includes(".") || group.endsWith(".k8s.io");
	const byName = ({ name: a }: { readonly name: string }, { name: b }: { readonly name: string }): number => (a < b ? -1 : 1);
	const told = async (from: typeof client) =>
		(await from.discovery.resources())
			.filter(builtIn)
			.map((resource) => ({ ...resource, subresources: resource.subresources.toSorted(byName) }));
	expect(await told(older)).toEqual(await told(client));
});

check("DI-1 what has not changed is not sent again", async () => {
	const answers: string[] = [];
	const watching = await server.createClient({
		hooks: [{ onResponse: ({ request, status }) => void answers.push(`${request.path} ${status}`) }],
	});
	const before = await watching.discovery.groups();
	const after = await watching.discovery.refresh();
	expect(answers.slice(2)).toContain("/api 304");
	expect(after[0]).toBe(before[0]);
});

check("DI-5 DI-7 names are found as kubectl finds them", async () => {
	for (const [query, expected] of [
		["po", "v1/Pod"],
		["pods", "v1/Pod"],
		["Pod", "v1/Pod"],
		["deploy", "apps/v1/Deployment"],
		["deployments.apps", "apps/v1/Deployment"],
		["deployments.v1.apps", "apps/v1/Deployment"],
		["events", "v1/Event"],
		["ev", "v1/Event"],
		["events.events.k8s.io", "events.k8s.io/v1/Event"],
		["hpa", "autoscaling/v2/HorizontalPodAutoscaler"],
		["crd", "apiextensions.k8s.io/v1/CustomResourceDefinition"],
		["sts", "apps/v1/StatefulSet"],
		[{ kind: "Role" }, "rbac.authorization.k8s.io/v1/Role"],
		[{ group: "autoscaling", version: "v1", kind: "HorizontalPodAutoscaler" }, "autoscaling/v1/HorizontalPodAutoscaler"],
		[{ apiVersion: "batch/v1", kind: "Job" }, "batch/v1/Job"],
	] as const) {
		const { group, version, kind } = await client.resource(query);
		expect([query, `${group === "" ? "" : `${group}/`}${version}/${kind}`]).toEqual([query, expected]);
	}
});

check("DI-4 DI-6 what is not served is told, with what there is of the name", async () => {
	const told = [
		["deployments.example.com", "there is deployments.apps/v1"],
		[{ apiVersion: "apps/v7", kind: "Deployment" }, "the server serves no Deployment of apps/v7; there is deployments.apps/v1"],
		["scale", "the server serves no"],
	] as const;
	const failures = told.map(([query]) => client.resource(query).catch((error: unknown) => error));
	for (const [index, error] of (await Promise.all(failures)).entries()) {
		expect(error).toBeInstanceOf(NoMatchError);
		expect((error as NoMatchError).message).toContain(told[index]?.[1]);
	}
});

check("GAP-08 an object of any kind is created, read, patched, applied and deleted", async () => {
	const configMaps = await DynamicApi.find(client, "cm", { namespace });
	const created = await configMaps.create({ metadata: { name: "dynamic" }, data: { a: "1" } });
	expect([created.apiVersion, created.kind, created["data"]]).toEqual(["v1", "ConfigMap", { a: "1" }]);
	expect((await configMaps.list({ labelSelector: "none=none" })).items).toEqual([]);
	const patched = await configMaps.patch("dynamic", mergePatch<DynamicObject>({ data: { b: "2" } }));
	expect(patched["data"]).toEqual({ a: "1", b: "2" });
	await configMaps.patch("dynamic", jsonPatch().remove("/data/a"));
	const mine = { metadata: { name: "dynamic" }, data: { c: "3" } };
	expect((await configMaps.apply(mine, { fieldManager: "me" }))["data"]).toEqual({ b: "2", c: "3" });
	const current = await configMaps.get("dynamic");
	current["data"] = { d: "4" };
	expect((await configMaps.replace("dynamic", current))["data"]).toEqual({ d: "4" });
	expect((await configMaps.metadata.get("dynamic")).kind).toBe("PartialObjectMetadata");
	await configMaps.delete("dynamic");
	expect(await failureOf(configMaps.get("dynamic"))).toBeInstanceOf(NotFoundError);
});

check("GAP-08 subresources are those that the server names", async () => {
	const deployments = new DynamicApi(await client.resource("deploy"), { client, namespace });
	const labels = { app: "dynamic" };
	const template = { metadata: { labels }, spec: { containers: [{ name: "main", image: "example.com/none:1" }] } };
	await deployments.create({
		metadata: { name: "web" },
		spec: { paused: true, replicas: 0, selector: { matchLabels: labels }, template },
	});
	expect((await deployments.scale.set("web", 2)).spec?.replicas).toBe(2);
	await deployments.scale.set("web", 0);
	expect((await deployments.subresource("status").get("web")).kind).toBe("Deployment");
	expect(() => deployments.subresource("log")).toThrow(UnsupportedOperationError);
	const reviews = await DynamicApi.find(client, { group: "authorization.k8s.io", kind: "SelfSubjectAccessReview" });
	await expect(reviews.get("x")).rejects.toThrow(UnsupportedOperationError);
	const review = await reviews.create({ metadata: {}, spec: { resourceAttributes: { verb: "list", resource: "pods" } } });
	expect(review["status"]).toMatchObject({ allowed: true });
	const nodes = await DynamicApi.find(client, "nodes");
	expect([nodes.namespace, nodes.resource.scope]).toEqual([undefined, "Cluster"]);
	expect((await nodes.list()).kind).toBe("NodeList");
});

check("GAP-08 informers and waits take what was found", async () => {
	const secrets = await DynamicApi.find(client, "secrets", { namespace });
	await using informer = new Informer(secrets, { indexes: { type: (secret) => [String(secret["type"])] } });
	await informer.synced;
	await secrets.create({ metadata: { name: "seen" }, stringData: { a: "b" } });
	await expect.poll(() => informer.store.by("type", "Opaque").map(({ metadata }) => metadata.name)).toEqual(["seen"]);
	const waiting = waitFor(secrets, "seen", conditions.deleted(), { timeout: 30_000 });
	await secrets.delete("seen");
	await waiting;
});

check("DI-4 C4 a kind that is defined later is found, and one that is gone is not [needs:crd]", async () => {
	const group = "mapping.kubex.example";
	// It is looked for in all groups, so no other file may define one of its name.
	const name = `sprockets.${group}`;
	const definitions = new Api(CustomResourceDefinition, { client });
	await expect(client.resource("sprockets")).rejects.toThrow(NoMatchError);
	const schema = {
		openAPIV3Schema: { type: "object", properties: { spec: { type: "object", properties: { size: { type: "integer" } } } } },
	};
	server.finally(() => definitions.delete(name));
	await definitions.create({
		metadata: { name },
		spec: {
			group,
			scope: "Namespaced",
			names: { plural: "sprockets", kind: "Sprocket", shortNames: ["spkt"], categories: ["kubex"] },
			versions: [{ name: "v1", served: true, storage: true, schema, subresources: { status: {} } }],
		},
	});
	await waitFor(definitions, name, conditions.established(), { timeout: 30_000 });
	await expect
		.poll(() => client.resource("spkt").catch(() => undefined), { timeout: 30_000, interval: 250 })
		.toMatchObject({ group, version: "v1", kind: "Sprocket", plural: "sprockets", scope: "Namespaced" });
	const sprockets = await DynamicApi.find(client, { apiVersion: `${group}/v1`, kind: "Sprocket" }, { namespace });
	await expect
		.poll(
			() =>
				sprockets.create({ metadata: { generateName: "g-" }, spec: { size: 1 } }).then(
					() => true,
					() => false,
				),
			{ timeout: 30_000 },
		)
		.toBe(true);
	expect((await sprockets.list()).items.map(({ kind, spec }) => [kind, spec])).toContainEqual(["Sprocket", { size: 1 }]);
	await definitions.delete(name);
	await waitFor(definitions, name, conditions.deleted(), { timeout: 30_000 });
	await expect
		.poll(() => client.discovery.refresh().then(() => client.resource("sprockets").catch((error: unknown) => error)), {
			timeout: 30_000,
		})
		.toBeInstanceOf(NoMatchError);
});

check("DI-4 a lookup that has just failed does not hide what is served since [needs:crd]", async () => {
	const group = "looked-up.kubex.example";
	const name = `gizmos.${group}`;
	const { client: looking, sent } = await countingClient();
	await expect(looking.resource("gizmos")).rejects.toThrow(NoMatchError);
	server.finally(() => server.raw("DELETE", `${definitionsPath}/${name}`));
	const names = { shortNames: ["gz"] };
	await server.raw("POST", definitionsPath, { body: definitionOf({ group, plural: "gizmos", kind: "Gizmo", names }) });
	const headers = { accept: "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList" };
	await eventually(async () => {
		// However often it fails.
		await looking.resource("gizmos").catch(() => undefined);
		return (await server.raw("GET", "/apis", { headers })).text.includes('"gizmos"');
	});
	const before = sent.length;
	const found = await Promise.all(["gz", "gizmos", "Gizmo", name].map((each) => looking.resource(each)));
	expect(found.map(({ kind }) => kind)).toEqual(["Gizmo", "Gizmo", "Gizmo", "Gizmo"]);
	// All of them together look once.
	expect(sent.length - before).toBeLessThanOrEqual(2);
});

check(
	"DI-5 DI-8 of the versions of a definition the most stable one with the highest number is preferred [needs:crd]",
	async () => {
		const group = "mapped-versions.kubex.example";
		const name = `gauges.${group}`;
		const definitions = new Api(CustomResourceDefinition, { client });
		const schema = { openAPIV3Schema: { type: "object" } };
		const versions = ["alpha", "v1alpha2", "v1", "v11beta1", "v2", "v2beta3"];
		server.finally(() => definitions.delete(name));
		await definitions.create({
			metadata: { name },
			spec: {
				group,
				scope: "Cluster",
				names: { plural: "gauges", kind: "Gauge" },
				versions: versions.map((version) => ({ name: version, served: version !== "v2", storage: version === "v1", schema })),
			},
		});
		await waitFor(definitions, name, conditions.established(), { timeout: 30_000 });
		await expect
			.poll(() => client.resource("gauges").catch(() => undefined), { timeout: 30_000, interval: 250 })
			.toMatchObject({ version: "v1", scope: "Cluster" });
		const groups = await client.discovery.groups();
		const found = groups.find((one) => one.name === group)?.versions.map(({ version }) => version);
		expect(found).toEqual(["v1", "v11beta1", "v2beta3", "v1alpha2", "alpha"]);
		expect((await client.resource(`gauges.v2beta3.${group}`)).version).toBe("v2beta3");
		await expect(client.resource(`gauges.v2.${group}`)).rejects.toThrow(`there is gauges.${group}/v1`);
	},
);

check("DI-2 a server behind the API that does not answer leaves all others as they are [needs:aggregation]", async () => {
	const services = new Api(APIService, { client });
	const group = "broken.kubex.example";
	const name = `v1.${group}`;
	server.finally(() => services.delete(name));
	await services.create({
		metadata: { name },
		spec: {
			group,
			version: "v1",
			groupPriorityMinimum: 100,
			versionPriority: 100,
			insecureSkipTLSVerify: true,
			service: { namespace, name: "nobody" },
		},
	});
	const { client: fresh } = await countingClient();
	await expect
		.poll(() => fresh.discovery.refresh().then(() => fresh.discovery.problems()), { timeout: 30_000 })
		.toMatchObject([{ groupVersion: `${group}/v1` }]);
	expect((await fresh.resource("deploy")).kind).toBe("Deployment");
	await expect(fresh.resource({ group, kind: "Thing" })).rejects.toThrow(`nothing is known of ${group}/v1`);
	await services.delete(name);
});

check("GAP-09 the server says how it is, and describes itself", async () => {
	for (const report of [await client.readyz(), await client.livez(), await client.healthz()]) {
		expect(report.isOk).toBe(true);
		expect(report.checks).toContainEqual({ name: "ping", isOk: true, message: "ok" });
	}
	expect((await client.readyz({ exclude: ["etcd"] })).checks).toContainEqual({
		name: "etcd",
		isOk: true,
		message: "excluded: ok",
	});
	const paths = await client.openapi.paths();
	expect([...paths.keys()]).toEqual(expect.arrayContaining(["api/v1", "apis/apps/v1"]));
	const document = await client.openapi.document("apis/apps/v1");
	expect(document).toHaveProperty(["components", "schemas", "io.k8s.api.apps.v1.Deployment"]);
	expect(await client.openapi.document("apis/apps/v1")).toBe(document);
});

check("GAP-09 metrics are read as text [needs:metrics]", async () => {
	expect(await client.metrics()).toContain("apiserver_request_total");
});
