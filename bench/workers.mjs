import { startChild } from "./spawn.mjs";

/** @typedef {Awaited<ReturnType<typeof startWorker>>} Worker */

/**
 * Starts a candidate in a process that runs operations when it is told to, and idles while others run.
 *
 * @param {import("./candidates.mjs").Runnable} runnable
 * @param {string} kubeconfig
 */
export async function startWorker(runnable, kubeconfig) {
	const child = await startChild(runnable.node, "operations", [runnable.module, kubeconfig]);
	let runs = 0;
	return {
		runnable,
		/**
		 * Runs an operation.
		 *
		 * @param {string} name
		 * @param {number} count
		 * @param {Omit<import("./operations.mjs").Target, "prefix">} target
		 * @returns {Promise<{ readonly time: number, readonly cpu: number }>} Milliseconds of each operation.
		 */
		run(name, count, target) {
			const prefix = `${runnable.name}-${runnable.line}-${runs++}`;
			return child.ask({ name, count, target: { ...target, prefix } });
		},
		stop: () => child.stop(),
	};
}
