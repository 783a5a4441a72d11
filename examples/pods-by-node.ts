// Pods by the node that they run on, from a typed index; and what it costs to hold them whole, or their metadata alone.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Api, createClient } from "kubex";
import { Pod } from "kubex/k8s/v1_35/core/v1";
import { Informer } from "kubex/runtime";
import { TemporaryNamespace } from "./temporary-namespace.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const count = 600;

await using client = await createClient();
await using namespace = await TemporaryNamespace.create(client, "kubex-example-");
const pods = new Api(Pod, { client, namespace: namespace.name });
for (let n = 0; n < count; n += 1) {
	// Those of one application have the same containers, and the server lists them side by side.
	const app = `app-${n % 10}`;
	await pods.create({
		metadata: { name: `${app}-${n}`, labels: { app } },
		// Nodes that do not exist: nothing runs there, and nothing else writes to the Pods for a while.
		spec: {
			nodeName: `node-${n % 4}`,
			terminationGracePeriodSeconds: 0,
			containers: [`${app}-main`, `${app}-proxy`].map(container),
		},
	});
}

function container(name: string) {
	const env = Array.from({ length: 8 }, (_, n) => ({ name: `SETTING_${n}`, value: `the value of setting ${n} of ${name}` }));
	return { name, image: `registry.example.com/team/${name}:1.2.3`, env, ports: [{ containerPort: 8080 }] };
}

/** The kilobytes that an informer adds to the heap for each Pod. */
async function kilobytes(start: () => { readonly synced: Promise<void> } & AsyncDisposable): Promise<number> {
	await settle();
	const before = process.memoryUsage().heapUsed;
	await using informer = start();
	await informer.synced;
	await settle();
	return (process.memoryUsage().heapUsed - before) / count / 1024;
}

/** Leaves nothing on the heap but what is held. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 5; turn += 1) {
		await new Promise(setImmediate);
		collect();
	}
}

// The first one pays for what all of them share, such as compiled code.
await kilobytes(() => new Informer(pods));
// What a function of ours returns is kept as it is: with `managedFields`, and with what other Pods have as well.
const everything = await kilobytes(() => new Informer(pods, { transform: (pod) => pod }));
const whole = await kilobytes(() => new Informer(pods));
const metadata = await kilobytes(() => new Informer(pods.metadata));

await using informer = new Informer(pods, { indexes: { node: (pod) => [pod.spec?.nodeName ?? ""] } });
await informer.synced;
const nodes = ["node-0", "node-1", "node-2", "node-3"].map((node) => `${node}: ${informer.store.by("node", node).length}`);
const figures = [everything, whole, metadata].map((figure) => figure.toFixed(1));
console.log(`${nodes.join(", ")}; kB a Pod as it comes, as it is kept, as metadata: ${figures.join(", ")}`);
await pods.deleteCollection({ gracePeriodSeconds: 0 });
