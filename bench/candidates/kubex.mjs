import { Api, createClient } from "kubex";
import { ConfigMap, Pod } from "kubex/k8s/v1_35/core/v1";

/** @type {import("./candidate.d.ts").Candidate["connect"]} */
export async function connect(kubeconfig, { compression }) {
	const client = await createClient({ kubeconfig, compression });
	const pods = new Api(Pod, { client });
	const configMaps = new Api(ConfigMap, { client });
	return {
		listPods: async (namespace) => (await pods.list({ namespace })).items.length,
		keepPods: (namespace) => pods.list({ namespace }),
		async pageConfigMaps(namespace, limit) {
			let count = 0;
			for await (const page of configMaps.pages({ namespace, limit })) count += page.items.length;
			return count;
		},
		getPod: async (namespace, name) => (await pods.get(name, { namespace })).metadata.name,
		async createConfigMap(namespace, name) {
			await configMaps.create({ metadata: { name }, data: { key: "value" } }, { namespace });
		},
		async deleteConfigMap(namespace, name) {
			await configMaps.delete(name, { namespace });
		},
		async watch({ resource, count, ...options }) {
			let seen = 0;
			for await (const { type } of (resource === "pods" ? pods : configMaps).watch(options)) {
				if (type !== "BOOKMARK" && ++seen === count) break;
			}
			return seen;
		},
		close: () => client.close(),
	};
}
