import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";

/** @type {import("./candidate.d.ts").Candidate["connect"]} */
export async function connect(kubeconfig) {
	const config = new KubeConfig();
	config.loadFromFile(kubeconfig);
	const api = config.makeApiClient(CoreV1Api);
	return {
		listPods: async (namespace) => (await api.listNamespacedPod({ namespace })).items.length,
		keepPods: (namespace) => api.listNamespacedPod({ namespace }),
		async pageConfigMaps(namespace, limit) {
			let count = 0;
			/** @type {string | undefined} */
			let token;
			do {
				const page = await api.listNamespacedConfigMap({ namespace, limit, _continue: token });
				count += page.items.length;
				({ _continue: token } = page.metadata ?? {});
			} while (token);
			return count;
		},
		getPod: async (namespace, name) => (await api.readNamespacedPod({ namespace, name })).metadata?.name,
		async createConfigMap(namespace, name) {
			await api.createNamespacedConfigMap({ namespace, body: { metadata: { name }, data: { key: "value" } } });
		},
		async deleteConfigMap(namespace, name) {
			await api.deleteNamespacedConfigMap({ namespace, name });
		},
		// It keeps no connection between calls.
		close: async () => {},
	};
}
