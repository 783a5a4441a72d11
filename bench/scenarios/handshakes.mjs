import { startCountingProxy } from "../tls-proxy.mjs";
import { startWorker } from "../workers.mjs";

const counts = /** @type {const} */ ({ get: 200, "get-32": 3000 });
const titles = { get: "TLS handshakes of 200 GETs, one after the other", "get-32": "TLS handshakes of 3,000 GETs, 32 in flight" };

/** @type {import("./scenario.d.ts").Scenario} */
export const handshakes = {
	name: "handshakes",
	needs: "cluster",
	async measure({ runnables, cluster, target }) {
		const proxy = await startCountingProxy(cluster.server);
		const kubeconfig = cluster.through(proxy.url);
		/** @type {Record<keyof typeof counts, Record<string, number[]>>} */
		const values = { get: {}, "get-32": {} };
		try {
			for (const runnable of runnables.filter(({ line }) => line === 24)) {
				for (const operation of /** @type {const} */ (["get", "get-32"])) {
					const worker = await startWorker(runnable, kubeconfig);
					await worker.run(operation, counts[operation], target);
					await worker.stop();
					values[operation][runnable.name] = [proxy.take()];
				}
			}
		} finally {
			proxy.close();
		}
		return /** @type {const} */ (["get", "get-32"]).map((operation) => ({
			scenario: `handshakes-${operation}`,
			title: titles[operation],
			metric: "handshakes",
			unit: "",
			reference: "floor",
			values: values[operation],
		}));
	},
};
