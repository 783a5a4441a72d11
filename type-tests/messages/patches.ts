import {
	Api,
	applyPatch,
	type Client,
	jsonPatch,
	type KubernetesObject,
	mergePatch,
	type Resource,
	strategicMergePatch,
} from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { Pod } from "kubex/k8s/v1_35/core/v1";

interface Widget extends KubernetesObject {
	apiVersion: "example.com/v1";
	kind: "Widget";
}
declare const Widget: Resource<Widget>;
declare const client: Client;
const pods = new Api(Pod, { client });
const deployments = new Api(Deployment, { client });

await deployments.patch("d", mergePatch({ spec: { replica: 3 } }));
await deployments.patch(
	"d",
	strategicMergePatch({ spec: { template: { spec: { containers: [{ imagePullPolice: "Always" }] } } } }),
);
await new Api(Widget, { client }).patch("w", strategicMergePatch({ metadata: { labels: { a: "b" } } }));
await pods.patch("p", mergePatch<Deployment>({ spec: { replicas: 3 } }));
await deployments.apply({ metadata: { name: "d" }, spec: { replica: 3 } }, { fieldManager: "me" });
await deployments.apply({ metadata: { name: "d" }, status: {} }, { fieldManager: "me" });
await deployments.apply({ metadata: { name: "d" } }, {});
await deployments.apply(await deployments.get("d"), { fieldManager: "me" });

const merge: never = mergePatch<Pod>({});
const strategic: never = strategicMergePatch<Pod>({});
const json: never = jsonPatch<Pod>();
const apply: never = applyPatch<Pod>({ metadata: { name: "p" } });
const patch: never = pods.patch;
const applier: never = pods.apply;
export const all = [merge, strategic, json, apply, patch, applier];
