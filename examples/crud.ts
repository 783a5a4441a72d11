// Create, read, replace and delete a Pod.
import { Api, createClient, isStatus } from "kubex";
import { Pod } from "kubex/k8s/v1_35/core/v1";
import { TemporaryNamespace } from "./temporary-namespace.ts";

await using client = await createClient();
await using namespace = await TemporaryNamespace.create(client, "kubex-example-");
const pods: Api<Pod> = new Api(Pod, { client, namespace: namespace.name });

const created = await pods.create({
	metadata: { generateName: "example-", labels: { app: "example" } },
	// No scheduler is called "none", so the Pod stays as it is made: nothing else writes to it.
	spec: { schedulerName: "none", containers: [{ name: "main", image: "nginx" }] },
});
const { name } = created.metadata;

const current = await pods.get(name);
current.metadata.labels = { ...current.metadata.labels, env: "staging" };
const replaced = await pods.replace(name, current);

const { items } = await pods.list({ labelSelector: { app: "example", env: "staging" } });
const gone = await pods.delete(name, { gracePeriodSeconds: 0, preconditions: { uid: replaced.metadata.uid } });

const answer = isStatus(gone) ? "a Status" : `the ${gone.kind}`;
if (await pods.exists(name)) throw new Error(`${name} is still there`);
console.log(`created, replaced, found ${items.length} and deleted ${name}; the deletion answered with ${answer}`);
