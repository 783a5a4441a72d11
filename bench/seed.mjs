// Fills a namespace of its own with what the operations read, and empties it again.
import { setTimeout as delay } from "node:timers/promises";
import { ForbiddenError, NotFoundError } from "kubex";
import { configMap } from "./fixtures/config-map.mjs";
import { pod, podName, podStatus } from "./fixtures/pod.mjs";

const podCount = 500;
const configMapCount = 5_000;
// Writes in flight: enough to keep a small server busy, too few to be throttled by it.
const inFlight = 16;

/**
 * @param {import("kubex").Client} client
 * @param {{ readonly configMaps: boolean }} wanted
 */
export async function seed(client, { configMaps }) {
	const namespace = `kubex-bench-${Date.now().toString(36)}`;
	const path = `/api/v1/namespaces/${namespace}`;
	await client.request({ method: "POST", path: "/api/v1/namespaces", body: { metadata: { name: namespace } } });
	const remove = async () => {
		for (const plural of ["pods", "configmaps"])
			await client.request({ method: "DELETE", path: `${path}/${plural}` }, { timeout: false });
		await client.request({ method: "DELETE", path }, { timeout: false });
	};
	try {
		await admitted(() => client.request({ method: "POST", path: `${path}/pods`, query: [["dryRun", "All"]], body: pod(0) }));
		await each(podCount, (index) => seedPod(client, path, index));
		if (configMaps) {
			await each(configMapCount, (index) =>
				client.request({ method: "POST", path: `${path}/configmaps`, body: configMap(index) }),
			);
		}
	} catch (error) {
		await remove();
		throw error;
	}
	return { namespace, pods: Array.from({ length: podCount }, (_, index) => podName(index)), remove };
}

/**
 * Three managers write to each pod, as in a real cluster, so that its managedFields are real.
 *
 * @param {import("kubex").Client} client
 * @param {string} path
 * @param {number} index
 */
async function seedPod(client, path, index) {
	const { body: created } = await client.request({
		method: "POST",
		path: `${path}/pods`,
		query: [["fieldManager", "deployer"]],
		body: pod(index),
	});
	const injected = /** @type {import("kubex/k8s/v1_35/core/v1").Pod} */ (created);
	Object.assign((injected.metadata.annotations ??= {}), {
		"injector.example.com/status": "injected",
		"injector.example.com/revision": "1-27",
	});
	const object = `${path}/pods/${podName(index)}`;
	const { body: running } = await client.request({
		method: "PUT",
		path: object,
		query: [["fieldManager", "injector"]],
		body: injected,
	});
	await client.request({
		method: "PUT",
		path: `${object}/status`,
		query: [["fieldManager", "kubelet"]],
		body: { .../** @type {object} */ (running), ...podStatus(index) },
	});
}

/** A new namespace admits pods once its service account exists. @param {() => Promise<unknown>} create */
async function admitted(create) {
	for (let attempt = 0; ; attempt++) {
		try {
			await create();
			return;
		} catch (error) {
			if (!(error instanceof ForbiddenError || error instanceof NotFoundError) || attempt === 100) throw error;
			await delay(100);
		}
	}
}

/**
 * @param {number} count
 * @param {(index: number) => Promise<unknown>} write
 */
async function each(count, write) {
	let next = 0;
	const lane = async () => {
		while (next < count) await write(next++);
	};
	await Promise.all(Array.from({ length: inFlight }, lane));
}
