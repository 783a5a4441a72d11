import { Api, type Client } from "kubex";
import { Namespace, Node, Pod } from "kubex/k8s/v1_35/core/v1";
import { holds, type Same } from "./assert.ts";

declare const client: Client;

const nodes = new Api(Node, { client });
new Api(Node, { client, namespace: undefined });
// @ts-expect-error Cluster-scoped.
new Api(Node, { client, namespace: "x" });
// @ts-expect-error Cluster-scoped.
new Api(Node, { client, namespace: null });
// @ts-expect-error Cluster-scoped.
await nodes.get("n", { namespace: "x" });
// @ts-expect-error Cluster-scoped.
await nodes.list({ namespace: null });
// @ts-expect-error Cluster-scoped.
for await (const _ of nodes.items({ namespace: "x" }));
// @ts-expect-error Cluster-scoped.
await new Api(Namespace, { client }).create({ metadata: { name: "n" } }, { namespace: "x" });

const pods = new Api(Pod, { client, namespace: null });
await pods.list({ namespace: null });
await pods.list({ namespace: "x" });
for await (const page of pods.pages({ namespace: null })) page.items;
// @ts-expect-error One object is in one namespace.
await pods.get("p", { namespace: null });
// @ts-expect-error One object is in one namespace.
await pods.create({ metadata: {}, spec: { containers: [] } }, { namespace: null });
// @ts-expect-error Deleting the collections of all namespaces is not a thing the server does.
await pods.deleteCollection({ namespace: null });

const node = await nodes.get("n");
holds<Same<typeof node.metadata.name, string>>();
holds<Same<typeof node.metadata.uid, string>>();
holds<Same<typeof node.metadata.resourceVersion, string>>();
holds<Same<typeof node.metadata.creationTimestamp, string>>();
holds<Same<typeof node.metadata.namespace, string | undefined>>();

const pod = await pods.get("p");
holds<Same<typeof pod.metadata.name, string>>();
holds<Same<typeof pod.metadata.uid, string>>();
holds<Same<typeof pod.metadata.resourceVersion, string>>();
holds<Same<typeof pod.metadata.creationTimestamp, string>>();
holds<Same<typeof pod.metadata.namespace, string>>();
holds<Same<typeof pod.apiVersion, "v1">>();
holds<Same<typeof pod.kind, "Pod">>();
