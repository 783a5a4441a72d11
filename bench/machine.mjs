import { arch, availableParallelism, cpus, loadavg, platform } from "node:os";
import { clientNodeVersion, nodeVersions } from "./versions.mjs";

/** @typedef {{ readonly cpu: string, readonly node: readonly string[], readonly clientNode: string, readonly server?: string | undefined, readonly load: number }} Machine */

/**
 * What the figures were taken on, since they mean little without it.
 *
 * @param {string | undefined} server
 * @returns {Machine}
 */
export function describeMachine(server) {
	return {
		cpu: `${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? "unknown CPU"}, ${platform()} ${arch()}`,
		node: [nodeVersions[24], nodeVersions[20]],
		clientNode: clientNodeVersion,
		server,
		load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
	};
}

/** @param {Machine} machine */
export function machineSentence({ cpu, node, clientNode, server }) {
	return `${cpu}; Node ${node.join(" and ")}; @kubernetes/client-node ${clientNode}${server === undefined ? "" : `; ${server}`}`;
}
