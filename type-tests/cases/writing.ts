import {
	Api,
	addFinalizer,
	type Client,
	type CreateOrUpdateResult,
	createOrUpdate,
	type Desired,
	type DynamicObject,
	ensureDeleted,
	type Getter,
	type Input,
	type PartialObjectMetadata,
	type Patcher,
	type Replacer,
	type Resource,
	removeFinalizer,
	update,
	withOwner,
	withoutOwner,
} from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { ComponentStatus, ConfigMap, Node, Pod } from "kubex/k8s/v1_35/core/v1";
import { holds, type Same } from "./assert.ts";

declare const client: Client;
declare const signal: AbortSignal;
declare const dynamic: Resource<DynamicObject>;
const deployments = new Api(Deployment, { client });
const configMaps = new Api(ConfigMap, { client });
const nodes = new Api(Node, { client });
const pods = new Api(Pod, { client });

// A change changes the object, or returns another one.
const updated = await update(deployments, "web", (deployment) => {
	deployment.metadata.labels = { ...deployment.metadata.labels, a: "b" };
});
holds<Same<typeof updated, Deployment>>();
await update(configMaps, "c", ({ data }) => ({ metadata: {}, data: { ...data, a: "b" } }), {
	attempts: 3,
	fieldManager: "me",
	signal,
});
await update(configMaps, "c", async (current) => {
	await Promise.resolve();
	current.data = {};
});
await update(nodes, "n", (node) => void (node.spec = { unschedulable: true }), { timeout: undefined });
// @ts-expect-error Only an object can be returned.
await update(configMaps, "c", () => "x");
// @ts-expect-error Data are strings.
await update(configMaps, "c", (current) => ({ ...current, data: { a: 1 } }));
// @ts-expect-error It is cluster-scoped.
await update(nodes, "n", () => {}, { namespace: "x" });
// @ts-expect-error It cannot be replaced.
await update(new Api(ComponentStatus, { client }), "x", () => {});

// The least that is needed is asked for.
const lesser: Getter<Pod> & Replacer<Pod> = pods;
await update(lesser, "p", () => {});

const result = await createOrUpdate(configMaps, "c", (current) => ({ ...current, metadata: { ...current?.metadata }, data: {} }));
holds<Same<typeof result, CreateOrUpdateResult<ConfigMap>>>();
holds<Same<typeof result.operation, "created" | "updated" | "unchanged">>();
// The call says the name, so what is desired need not.
await createOrUpdate(configMaps, "c", (current) => ({ ...current, data: { a: "b" } }));
await createOrUpdate(configMaps, "c", async (current) => await Promise.resolve({ ...current, data: { a: "b" } }));
await createOrUpdate(configMaps, "c", () => ({ data: { a: "b" } }));
await createOrUpdate(configMaps, "c", () => ({ metadata: { labels: { a: "b" } }, data: {} }), { fieldManager: "me" });
declare const draft: Input<ConfigMap>;
await createOrUpdate(configMaps, "c", (): Input<ConfigMap> => draft);
const desired: Desired<ConfigMap> = draft;
await createOrUpdate(configMaps, "c", () => desired);
await createOrUpdate(deployments, "d", (current) => ({
	...current,
	spec: { selector: {}, template: { spec: { containers: [{ name: "c", resources: { limits: { cpu: 1 } } }] } } },
}));
await createOrUpdate(new Api<DynamicObject>(dynamic, { client }), "x", (current) => ({ ...current, data: 1 }));
// @ts-expect-error Data are strings.
await createOrUpdate(configMaps, "c", (current) => ({ ...current, data: { a: 1 } }));
// @ts-expect-error So are labels.
await createOrUpdate(configMaps, "c", () => ({ metadata: { labels: { a: 1 } } }));
// @ts-expect-error Something has to be desired.
await createOrUpdate(configMaps, "c", () => {});
// @ts-expect-error A Deployment needs a selector and a template.
await createOrUpdate(deployments, "d", () => ({ metadata: {}, spec: {} }));

const rest = await ensureDeleted(pods, "p", { gracePeriodSeconds: 0, namespace: "x" });
holds<Same<typeof rest, Pod | undefined>>();

const guarded = await addFinalizer(deployments, updated, "example.com/a", { attempts: 3, fieldManager: "me", dryRun: true });
holds<Same<typeof guarded, Deployment>>();
const freed = await removeFinalizer(nodes, "n", "example.com/a");
holds<Same<typeof freed, Node | undefined>>();
const partial: Getter<PartialObjectMetadata<Pod>> & Patcher<PartialObjectMetadata<Pod>> = pods.metadata;
const small = await addFinalizer(partial, "p", "example.com/a");
holds<Same<typeof small, PartialObjectMetadata<Pod>>>();
// @ts-expect-error Of another kind.
await addFinalizer(pods, updated, "example.com/a");

declare const owner: Deployment;
await configMaps.create(withOwner({ metadata: { name: "c" }, data: { a: "b" } }, owner, { controller: true }));
await update(configMaps, "c", (current) => withOwner(current, owner));
await update(configMaps, "c", (current) => withoutOwner(current, owner));
holds<Same<ReturnType<typeof withoutOwner<ConfigMap>>, ConfigMap>>();
// @ts-expect-error Only an object that was stored can own another.
withOwner({ metadata: { name: "c" } }, { metadata: { name: "d" } });
// @ts-expect-error What is owned has metadata.
withOwner({ data: {} }, owner);
// @ts-expect-error Data are strings, owned or not.
await configMaps.create(withOwner({ metadata: { name: "c" }, data: { a: 1 } }, owner));
