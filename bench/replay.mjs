// A kubeconfig that leads to the replay server.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChild } from "./spawn.mjs";

/**
 * Starts the replay server in a process of its own.
 *
 * @param {import("./install.mjs").Installation} installation
 */
export async function startReplay({ node }) {
	const child = await startChild(node[24], "replay-server", []);
	const { url, authority } = child.greeting;
	const folder = mkdtempSync(join(tmpdir(), "kubex-bench-"));
	const kubeconfig = join(folder, "kubeconfig");
	const cluster = { server: url, "certificate-authority-data": Buffer.from(authority).toString("base64") };
	const text = JSON.stringify({
		apiVersion: "v1",
		kind: "Config",
		"current-context": "replay",
		contexts: [{ name: "replay", context: { cluster: "replay", user: "replay" } }],
		clusters: [{ name: "replay", cluster }],
		users: [{ name: "replay", user: { token: "replay" } }],
	});
	writeFileSync(kubeconfig, text, { mode: 0o600 });
	return {
		kubeconfig,
		/**
		 * Writes the contents of a namespace before somebody's time is taken.
		 *
		 * @param {string} namespace
		 * @param {import("./fixtures/replayed.mjs").Plural} plural
		 */
		prepare: (namespace, plural) => child.ask(`/api/v1/namespaces/${namespace}/${plural}`),
		async close() {
			await child.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
