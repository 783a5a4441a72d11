import type { Api } from "kubex";
import type { CustomResourceDefinition } from "kubex/k8s/v1_35/apiextensions/v1";
import type { Deployment } from "kubex/k8s/v1_35/apps/v1";
import type { SelfSubjectAccessReview } from "kubex/k8s/v1_35/authorization/v1";
import type { ConfigMap, Node, Pod } from "kubex/k8s/v1_35/core/v1";
import { type Change, conditions, type DeepReadonly, Informer, InformerHub, waitFor, watcher } from "kubex/runtime";
import { holds, type Same } from "./assert.ts";

declare const pods: Api<Pod>;
declare const nodes: Api<Node>;
declare const configMaps: Api<ConfigMap>;
declare const deployments: Api<Deployment>;
declare const definitions: Api<CustomResourceDefinition>;
declare const reviews: Api<SelfSubjectAccessReview>;

// What a wait gives is there when the condition says so.
const ready = await waitFor(pods, "web", conditions.podReady());
holds<Same<typeof ready, Pod>>();
const gone = await waitFor(pods, "web", conditions.deleted());
holds<Same<typeof gone, Pod | undefined>>();
const judged = await waitFor(pods, "web", (pod) => pod?.status?.phase === "Running");
holds<Same<typeof judged, Pod | undefined>>();
const both = await waitFor(deployments, "web", conditions.and(conditions.exists(), conditions.condition("Available")));
holds<Same<typeof both, Deployment>>();
const either = await waitFor(pods, "web", conditions.or(conditions.deleted(), conditions.exists()));
holds<Same<typeof either, Pod | undefined>>();
const established = await waitFor(definitions, "widgets.example.com", conditions.established(), { timeout: false });
holds<Same<typeof established, CustomResourceDefinition>>();
// @ts-expect-error A node has no namespace.
void waitFor(nodes, "node-1", conditions.exists(), { namespace: "default" });
// @ts-expect-error A review cannot be watched.
void waitFor(reviews, "web", conditions.exists());

// Events of a watcher are told apart by their types.
for await (const event of watcher(pods)) {
	if (event.type === "synced") holds<Same<typeof event.resourceVersion, string>>();
	else if (event.type === "update") holds<Same<typeof event.old, DeepReadonly<Pod>>>();
	else holds<Same<typeof event.object, DeepReadonly<Pod>>>();
}

// Indexes are known by their names, objects by what the transform leaves of them.
const informer = new Informer(pods, { indexes: { node: (pod) => [pod.spec?.nodeName ?? ""] } });
holds<Same<ReturnType<typeof informer.store.by>, readonly DeepReadonly<Pod>[]>>();
informer.store.by("node", "node-1");
// @ts-expect-error There is no such index.
informer.store.by("nod", "node-1");
const later = informer.store.addIndex("app", (pod) => [pod.metadata.labels?.["app"] ?? ""]);
later.by("app", "web");
const small = new Informer(configMaps, {
	transform: ({ metadata, data }) => ({ metadata, size: Object.keys(data ?? {}).length }),
});
const held = small.store.get("settings");
holds<Same<NonNullable<typeof held>["size"], number>>();
informer.subscribe((change) => void holds<Same<typeof change, Change<DeepReadonly<Pod>>>>());
const hub = new InformerHub();
const shared = hub.informer(pods.metadata, {
	indexes: { owner: ({ metadata }) => metadata.ownerReferences?.map(({ uid }) => uid) ?? [] },
});
shared.store.by("owner", "1");
// @ts-expect-error Metadata has no spec.
shared.store.get("web")?.spec;
