import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

// The machine's own options for Node must not change what is measured.
const environment = { ...process.env, NODE_OPTIONS: "", NODE_COMPILE_CACHE: "", KUBECONFIG: "" };

/**
 * Runs a child to its end.
 *
 * @param {string} node The executable.
 * @param {"cold-start" | "discovery" | "memory" | "import" | "embedded-server" | "first-sync" | "subscribers"} name The file in `children/`.
 * @param {readonly string[]} args
 * @returns {Promise<{ result: any, elapsed: number }>} What it printed, parsed, and the milliseconds until its end.
 */
export async function runChild(node, name, args) {
	const begin = performance.now();
	const { stdout } = await promisify(execFile)(node, ["--expose-gc", child(name), ...args], { env: environment });
	return { result: JSON.parse(stdout), elapsed: performance.now() - begin };
}

/**
 * Starts a process that answers messages until it is stopped.
 *
 * @param {string} node The executable.
 * @param {"operations" | "embedded-cluster" | "replay-server"} name The file in `children/`.
 * @param {readonly string[]} args
 */
export async function startChild(node, name, args) {
	const worker = fork(child(name), args, { execPath: node, execArgv: ["--expose-gc"], env: environment });
	const failed = new Promise((_resolve, reject) => {
		worker.once("error", reject);
		worker.once("exit", (code) => reject(new Error(`${name} ${args[0] ?? ""}: ended with code ${code}`)));
	});
	failed.catch(() => {});
	/** @returns {Promise<any>} */
	const answer = async () => (await Promise.race([once(worker, "message"), failed]))[0];
	const greeting = await answer();
	return {
		greeting,
		/** @param {import("node:child_process").Serializable} message */
		ask(message) {
			worker.send(message);
			return answer();
		},
		async stop() {
			if (worker.exitCode !== null) return;
			worker.disconnect();
			await once(worker, "exit");
		},
	};
}

/** @param {string} name */
function child(name) {
	return fileURLToPath(new URL(`children/${name}.mjs`, import.meta.url));
}
