// A page of Pods that follows them in a browser: `node pods-in-browser.js <namespace>` on a terminal, until Ctrl-C. Elsewhere it
// makes a Pod of its own and reads the page's events as a browser would, until the Pod has come and gone.
import { Api, createClient } from "kubex";
import { Pod } from "kubex/k8s/v1_35/core/v1";
import { Informer } from "kubex/runtime";
import { PodServer } from "./browser/pod-server.ts";
import { TemporaryNamespace } from "./temporary-namespace.ts";

await using client = await createClient();
if (process.stdout.isTTY) {
	const pods = new Api(Pod, { client, namespace: process.argv[2] ?? client.namespace });
	await using informer = new Informer(pods);
	await using server = await PodServer.start(informer, 0);
	console.log(`open ${server.url}`);
	await new Promise((resolve) => process.once("SIGINT", resolve));
} else {
	await using namespace = await TemporaryNamespace.create(client, "kubex-example-");
	const pods = new Api(Pod, { client, namespace: namespace.name });
	await using informer = new Informer(pods);
	await using server = await PodServer.start(informer, 0);
	await informer.synced;
	const { body } = await fetch(`${server.url}events`);
	if (body === null) throw new Error("there is no stream");
	await pods.create({
		metadata: { name: "web" },
		spec: { schedulerName: "none", containers: [{ name: "main", image: "nginx" }] },
	});
	const seen: string[] = [];
	for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
		for (const [, event = ""] of chunk.matchAll(/^event: (\w+)$/gm)) seen.push(event);
		if (seen.includes("delete")) break;
		if (await pods.exists("web")) await pods.delete("web", { gracePeriodSeconds: 0 });
	}
	console.log(`the page was told: ${seen.join(", ")}`);
}
