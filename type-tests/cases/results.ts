import { Api, type Client, isStatus, type List, type Page, type Status } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { Pod } from "kubex/k8s/v1_35/core/v1";
import { holds, type Same } from "./assert.ts";

declare const client: Client;
const pods = new Api(Pod, { client });

holds<Same<Awaited<ReturnType<typeof pods.get>>, Pod>>();
holds<Same<Awaited<ReturnType<typeof pods.getOrUndefined>>, Pod | undefined>>();
holds<Same<Awaited<ReturnType<typeof pods.exists>>, boolean>>();
holds<Same<Awaited<ReturnType<typeof pods.create>>, Pod>>();
holds<Same<Awaited<ReturnType<typeof pods.replace>>, Pod>>();

const list = await pods.list({ labelSelector: "app=nginx", fieldSelector: "status.phase=Running", limit: 100 });
holds<Same<typeof list, List<Pod>>>();
holds<Same<typeof list.kind, "PodList">>();
holds<Same<typeof list.metadata.resourceVersion, string>>();
holds<Same<(typeof list.items)[number], Pod>>();
holds<Same<(typeof list.items)[number]["kind"], "Pod">>();
await pods.list({ limit: 100, continueToken: list.metadata.continue });

for await (const page of pods.pages({ limit: 500, onExpired: "restart" })) {
	holds<Same<typeof page, Page<Pod>>>();
	holds<Same<typeof page.items, Pod[]>>();
}
for await (const item of pods.items()) holds<Same<typeof item, Pod>>();

const gone = await pods.delete("p", {
	gracePeriodSeconds: 0,
	propagationPolicy: "Foreground",
	preconditions: { uid: "u" },
	dryRun: true,
});
holds<Same<typeof gone, Status | Pod>>();
if (isStatus(gone)) {
	holds<Same<typeof gone, Status>>();
	gone.details?.uid;
} else {
	holds<Same<typeof gone, Pod>>();
	gone.metadata.deletionTimestamp;
}
// @ts-expect-error Either may have come.
gone.metadata.name;

const emptied = await pods.deleteCollection({ labelSelector: { app: "batch" }, propagationPolicy: "Background" });
holds<Same<typeof emptied, Status | List<Pod>>>();
if (!isStatus(emptied)) emptied.items[0]?.metadata.name;

const deployments = new Api(Deployment, { client });
const scale = await deployments.scale.get("web");
holds<Same<typeof scale.spec, import("kubex/k8s/v1_35/autoscaling/v1").ScaleSpec | undefined>>();
await deployments.scale.replace("web", { ...scale, spec: { replicas: 3 } });
// @ts-expect-error A Scale, not a Deployment.
scale.spec?.template;

// Models are plain and mutable; a resource is neither.
const pod = await pods.get("p");
pod.metadata.labels = {};
// @ts-expect-error Frozen.
Pod.plural = "x";
// @ts-expect-error Frozen.
Pod.verbs.push("get");
