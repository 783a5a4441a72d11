import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kubeconfig } from "kubex";
import type { Server } from "./server.ts";

/** The `status` that an exec plugin gives. */
export interface PluginStatus {
	readonly token?: string;
	readonly expirationTimestamp?: string;
	readonly clientCertificateData?: string;
	readonly clientKeyData?: string;
}

/** A user of the server whose credentials an exec plugin gives. */
export interface PluginUser {
	readonly kubeconfig: Kubeconfig;
	/** How often the plugin has run. */
	readonly runs: () => Promise<number>;
}

// Gives one status after the other, the last one again and again, and leaves a line for each run.
const program = `
import { appendFileSync, readFileSync } from "node:fs";
const [runs, statuses] = process.argv.slice(2);
appendFileSync(runs, "run\\n");
const all = JSON.parse(readFileSync(statuses, "utf8"));
const status = all[Math.min(readFileSync(runs, "utf8").split("\\n").length - 2, all.length - 1)];
console.log(JSON.stringify({ apiVersion: "client.authentication.k8s.io/v1", kind: "ExecCredential", status }));
`;

/** Writes a plugin that gives these statuses in turn, and the kubeconfig of a user who has it. */
export async function pluginUser(server: Server, statuses: readonly PluginStatus[]): Promise<PluginUser> {
	const folder = await mkdtemp(join(tmpdir(), "kubex-conformance-"));
	server.finally(() => rm(folder, { recursive: true }));
	const file = (name: string): string => join(folder, name);
	await writeFile(file("plugin.mjs"), program);
	await writeFile(file("runs"), "");
	await writeFile(file("statuses"), JSON.stringify(statuses));
	const { certificateAuthority, server: address } = await server.target.clusterConfig();
	const authority = typeof certificateAuthority === "function" ? await certificateAuthority() : certificateAuthority;
	const text = JSON.stringify({
		"current-context": "exec",
		contexts: [{ name: "exec", context: { cluster: "server", user: "exec" } }],
		clusters: [
			{
				name: "server",
				cluster: {
					server: address,
					...(authority !== undefined && { "certificate-authority-data": Buffer.from(authority).toString("base64") }),
				},
			},
		],
		users: [
			{
				name: "exec",
				user: {
					exec: {
						apiVersion: "client.authentication.k8s.io/v1",
						command: process.execPath,
						args: [file("plugin.mjs"), file("runs"), file("statuses")],
						interactiveMode: "Never",
					},
				},
			},
		],
	});
	return {
		kubeconfig: await Kubeconfig.parse(text, { source: file("kubeconfig") }),
		runs: async () => (await readFile(file("runs"), "utf8")).split("\n").length - 1,
	};
}
