// Delete every Pod with a label, and no other.
import { Api, createClient, isStatus } from "kubex";
import { Pod } from "kubex/k8s/v1_35/core/v1";
import { TemporaryNamespace } from "./temporary-namespace.ts";

await using client = await createClient();
await using namespace = await TemporaryNamespace.create(client, "kubex-example-");
const pods: Api<Pod> = new Api(Pod, { client, namespace: namespace.name });

for (const app of ["example-batch", "example-batch", "example-batch", "other"]) {
	await pods.create({
		metadata: { generateName: `${app}-`, labels: { app } },
		spec: { schedulerName: "none", containers: [{ name: "main", image: "nginx" }] },
	});
}

const gone = await pods.deleteCollection({ labelSelector: { app: "example-batch" } });
const { items } = await pods.list();
const names = items.map((pod) => pod.metadata.labels?.["app"]);
if (names.join() !== "other") throw new Error(`left are: ${names.join()}`);
console.log(`deleted ${isStatus(gone) ? "the" : gone.items.length} Pods with the label, and left the one without`);
