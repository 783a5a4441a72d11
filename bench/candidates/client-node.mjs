import {
	ApisApi,
	CoreV1Api,
	CustomObjectsApi,
	KubeConfig,
	makeInformer,
	PatchStrategy,
	setHeaderOptions,
	Watch,
} from "@kubernetes/client-node";

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
		async patchPod(namespace, name, label) {
			const body = { metadata: { labels: { bench: label } } };
			const patched = await api.patchNamespacedPod({ namespace, name, body }, contentType(PatchStrategy.MergePatch));
			return patched.metadata?.labels?.["bench"];
		},
		async applyConfigMap(namespace, name, value) {
			const body = { apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data: { key: value } };
			const request = { namespace, name, body, fieldManager: "bench" };
			return (await api.patchNamespacedConfigMap(request, contentType(PatchStrategy.ServerSideApply))).data?.["key"];
		},
		// It reads group versions only, so what it serves is known after one request for each.
		async discover() {
			const { groups } = await config.makeApiClient(ApisApi).getAPIVersions();
			const custom = config.makeApiClient(CustomObjectsApi);
			const wanted = groups.flatMap(({ name, versions }) => versions.map(({ version }) => ({ group: name, version })));
			const lists = await Promise.all([api.getAPIResources(), ...wanted.map((each) => custom.getAPIResources(each))]);
			const resources = lists.flatMap((list) => list.resources).filter(({ name }) => !name.includes("/"));
			return { resources: resources.length, requests: wanted.length + 2 };
		},
		async watch({ resource, namespace, resourceVersion, labelSelector, count }) {
			let seen = 0;
			const { promise, resolve, reject } = Promise.withResolvers();
			const onEvent = () => {
				if (++seen === count) resolve(undefined);
			};
			const path = `/api/v1/namespaces/${namespace}/${resource}`;
			const controller = await new Watch(config).watch(path, { resourceVersion, labelSelector }, onEvent, reject);
			await promise;
			controller.abort();
			return seen;
		},
		async sync(namespace) {
			const informer = makeInformer(config, `/api/v1/namespaces/${namespace}/pods`, () => api.listNamespacedPod({ namespace }));
			await informer.start();
			return { size: informer.list().length, close: () => informer.stop() };
		},
		// It keeps no connection between calls.
		close: async () => {},
	};
}

/** @param {string} mediaType */
function contentType(mediaType) {
	return setHeaderOptions("Content-Type", mediaType);
}
