// The API server that is measured: the user's own, or the embedded one in a process of its own.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, loadKubeconfig } from "kubex";
import { startChild } from "./spawn.mjs";

/**
 * @typedef {object} Cluster
 * @property {string} kubeconfig A kubeconfig in JSON with one context and its credentials inside, the same for every candidate.
 * @property {URL} server
 * @property {string} version
 * @property {string} description
 * @property {import("kubex").Client} client
 * @property {(server: string) => string} through Writes a kubeconfig that reaches the same server at another address.
 * @property {() => Promise<void>} close
 */

/**
 * @param {string | undefined} path A kubeconfig; without one the embedded server is started.
 * @param {import("./install.mjs").Installation} installation
 * @returns {Promise<Cluster>}
 */
export async function openCluster(path, { node, folders }) {
	const embedded = path === undefined ? await startChild(node[24], "embedded-cluster", [folders.testing]) : undefined;
	const folder = mkdtempSync(join(tmpdir(), "kubex-bench-"));
	const config = await (await loadKubeconfig({ path: path ?? embedded?.greeting.kubeconfig })).clusterConfig();
	const certificate = await config.credentials.clientCertificate?.();
	const { certificateAuthority } = config;
	const authority = typeof certificateAuthority === "function" ? await certificateAuthority() : certificateAuthority;
	const authorization = (await config.credentials.headers?.())?.["authorization"];
	let written = 0;
	/** @param {string} server */
	const write = (server) => {
		const file = join(folder, `kubeconfig-${written++}`);
		const host = config.serverName ?? new URL(config.server).hostname;
		const text = JSON.stringify({
			apiVersion: "v1",
			kind: "Config",
			"current-context": "bench",
			contexts: [{ name: "bench", context: { cluster: "bench", user: "bench" } }],
			clusters: [
				{
					name: "bench",
					cluster: {
						server,
						"certificate-authority-data": base64(authority),
						...(new URL(server).hostname !== host && { "tls-server-name": host }),
					},
				},
			],
			users: [
				{
					name: "bench",
					user: {
						"client-certificate-data": base64(certificate?.certificate),
						"client-key-data": base64(certificate?.key),
						token: authorization?.replace(/^Bearer /, ""),
					},
				},
			],
		});
		writeFileSync(file, text, { mode: 0o600 });
		return file;
	};
	const kubeconfig = write(config.server);
	const client = await createClient({ kubeconfig });
	const { gitVersion } = await client.version();
	return {
		kubeconfig,
		server: new URL(config.server),
		version: gitVersion,
		description: embedded === undefined ? `API server ${gitVersion}` : `embedded API server ${gitVersion}`,
		client,
		through: write,
		async close() {
			await client.close();
			await embedded?.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** @param {string | undefined} text */
function base64(text) {
	return text === undefined ? undefined : Buffer.from(text).toString("base64");
}
