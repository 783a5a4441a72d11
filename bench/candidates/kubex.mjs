import { Api, createClient, mergePatch } from "kubex";
import { ConfigMap, Pod } from "kubex/k8s/v1_35/core/v1";

/** @type {import("./candidate.d.ts").Candidate["connect"]} */
export async function connect(kubeconfig, { compression }) {
	let requests = 0;
	const client = await createClient({ kubeconfig, compression, hooks: [{ onRequest: () => void requests++ }] });
	const pods = new Api(Pod, { client });
	const configMaps = new Api(ConfigMap, { client });
	/** Only some processes pay for its import. @param {import("kubex/runtime").InformerOptions<Pod>} options */
	const startInformer = async (options) => new (await import("kubex/runtime")).Informer(pods, options);
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
		async patchPod(namespace, name, label) {
			return (await pods.patch(name, mergePatch({ metadata: { labels: { bench: label } } }), { namespace })).metadata.labels?.[
				"bench"
			];
		},
		async applyConfigMap(namespace, name, value) {
			const configuration = { metadata: { name }, data: { key: value } };
			return (await configMaps.apply(configuration, { namespace, fieldManager: "bench" })).data?.["key"];
		},
		async discover() {
			const resources = (await client.discovery.resources()).length;
			return { resources, requests };
		},
		async watch({ resource, count, ...options }) {
			let seen = 0;
			for await (const { type } of (resource === "pods" ? pods : configMaps).watch(options)) {
				if (type !== "BOOKMARK" && ++seen === count) break;
			}
			return seen;
		},
		async sync(namespace, streamed) {
			const informer = await startInformer({ namespace, listStrategy: streamed ? "auto" : "page" });
			await informer.synced;
			return { size: informer.store.size, close: () => informer.close() };
		},
		async follow(namespace, handlers) {
			const informer = await startInformer({ namespace, listStrategy: "page" });
			for (const handler of handlers) informer.subscribe(({ object }) => handler(object.metadata.resourceVersion));
			await informer.synced;
			return { size: informer.store.size, close: () => informer.close() };
		},
		close: () => client.close(),
	};
}
