import { Api, type Client, type Transport } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { ConfigMap, Pod } from "kubex/k8s/v1_35/core/v1";

const namespace = "default";
const containers = [{ name: "main", image: "nginx" }];

/** A kubeconfig that adds the contexts `dev`, which is the current one, and `prod` to that of an embedded cluster. */
export const contexts: string = `apiVersion: v1
kind: Config
contexts:
- { name: dev, context: { cluster: kubex, user: admin } }
- { name: prod, context: { cluster: kubex, user: admin } }
current-context: dev
`;

/** Makes the objects that prelude.d.ts promises and gives the names that it declares their values. */
export async function prelude(client: Client, inner: Transport): Promise<void> {
	const pods = new Api(Pod, { client, namespace });
	const configMaps = new Api(ConfigMap, { client, namespace });
	const deployments = new Api(Deployment, { client, namespace });
	await pods.create({ metadata: { name: "web", labels: { app: "nginx", tier: "a" } }, spec: { containers } });
	await pods.create({ metadata: { name: "my-pod", labels: { app: "nginx", tier: "b" } }, spec: { containers } });
	await configMaps.create({ metadata: { name: "settings" }, data: { color: "blue" } });
	const deployment = await deployments.create({
		metadata: { name: "web" },
		spec: {
			replicas: 1,
			selector: { matchLabels: { app: "nginx" } },
			template: { metadata: { labels: { app: "nginx" } }, spec: { containers } },
		},
	});
	Object.assign(globalThis, {
		client,
		pods,
		configMaps,
		deployments,
		deployment,
		inner,
		signal: new AbortController().signal,
		currentToken: () => "token",
	});
}
