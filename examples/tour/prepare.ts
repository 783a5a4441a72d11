import { Api, type Client } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { ConfigMap, Pod } from "kubex/k8s/v1_35/core/v1";

// No scheduler is called "none": the Pods stay as the tour makes them, on any cluster.
const containers = [{ name: "main", image: "nginx" }];

/** Makes the objects that the tour reads and writes. */
export async function prepare(client: Client, namespace: string): Promise<void> {
	const pods = new Api(Pod, { client, namespace });
	const labels = [
		["my-pod", { app: "nginx", tier: "a" }],
		["example-pod", { app: "nginx", tier: "b" }],
		["cache", { app: "redis", tier: "b" }],
		["batch-1", { app: "example-batch" }],
		["batch-2", { app: "example-batch" }],
	] as const;
	for (const [name, { ...chosen }] of labels) {
		await pods.create({ metadata: { name, labels: chosen }, spec: { schedulerName: "none", containers } });
	}
	const running = await pods.get("my-pod");
	await pods.status.replace("my-pod", { ...running, status: { ...running.status, phase: "Running" } });

	await new Api(ConfigMap, { client, namespace }).create({ metadata: { name: "settings" }, data: { color: "blue" } });
	await new Api(Deployment, { client, namespace }).create({
		metadata: { name: "web" },
		spec: {
			replicas: 0,
			selector: { matchLabels: { app: "nginx" }, matchExpressions: [{ key: "tier", operator: "In", values: ["a", "b"] }] },
			template: { metadata: { labels: { app: "nginx", tier: "a" } }, spec: { schedulerName: "none", containers } },
		},
	});
}
