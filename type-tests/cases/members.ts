import { Api, type Client, type LogsSubresource, type ScaleSubresource, type Subresource } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { SelfSubjectAccessReview } from "kubex/k8s/v1_35/authorization/v1";
import type { Scale } from "kubex/k8s/v1_35/autoscaling/v1";
import { type Binding, type ComponentStatus, type Namespace, type Node, Pod } from "kubex/k8s/v1_35/core/v1";
import { holds, type Same } from "./assert.ts";

declare const client: Client;

const deployments: Api<Deployment> = new Api(Deployment, { client });
holds<Same<typeof deployments.scale, ScaleSubresource<Deployment, Scale>>>();
holds<Same<typeof deployments.status, Subresource<Deployment, Deployment>>>();

const pods: Api<Pod> = new Api(Pod, { client, namespace: "default" });
holds<Same<typeof pods.status, Subresource<Pod, Pod>>>();
// @ts-expect-error A Pod does not scale.
pods.scale;
holds<Same<typeof pods.logs, LogsSubresource<Pod>>>();
const text: string = await pods.logs.text("web", { container: "main", tailLines: 10, sinceTime: new Date() });
text.length;
for await (const line of pods.logs.lines("web", { follow: true, signal: undefined })) line.length;
for await (const chunk of await pods.logs.bytes("web")) chunk.byteLength;
// @ts-expect-error One text cannot be followed.
await pods.logs.text("web", { follow: true });
// @ts-expect-error No such stream.
pods.logs.lines("web", { stream: "stdout" });
// @ts-expect-error A Deployment has no logs of its own.
deployments.logs;

// The verbs of a kind, and no others.
type Calls<T> = Extract<
	keyof T,
	| "get"
	| "getOrUndefined"
	| "exists"
	| "list"
	| "pages"
	| "items"
	| "watch"
	| "metadata"
	| "create"
	| "replace"
	| "delete"
	| "deleteCollection"
>;
type All =
	| "get"
	| "getOrUndefined"
	| "exists"
	| "list"
	| "pages"
	| "items"
	| "watch"
	| "metadata"
	| "create"
	| "replace"
	| "delete"
	| "deleteCollection";
holds<Same<Calls<Api<Pod>>, All>>();
holds<Same<Calls<Api<Node>>, All>>();
holds<Same<Calls<Api<Namespace>>, Exclude<All, "deleteCollection">>>();
holds<Same<Calls<Api<ComponentStatus>>, Exclude<All, "watch" | "create" | "replace" | "delete" | "deleteCollection">>>();
holds<Same<Calls<Api<SelfSubjectAccessReview>>, "create">>();
holds<Same<Calls<Api<Binding>>, "create">>();

const reviews = new Api(SelfSubjectAccessReview, { client });
const review = await reviews.create({ spec: { resourceAttributes: { verb: "list", resource: "pods" } } });
holds<Same<typeof review, SelfSubjectAccessReview>>();
// @ts-expect-error Nothing is stored that could be read.
await reviews.get("x");

// What is inferred is what one would write.
const inferred = new Api(Deployment, { client });
holds<Same<typeof inferred, Api<Deployment>>>();
