import { join } from "node:path";

/** @typedef {"floor" | "kubex" | "client-node"} CandidateName */

/**
 * @typedef {object} Runnable A candidate on one line of Node.
 * @property {CandidateName} name
 * @property {20 | 24} line
 * @property {string} node The executable.
 * @property {string} module The path of the candidate's module.
 */

/**
 * The floor and kubex run on both lines; the other client's dependencies want a newer Node than 20.
 *
 * @param {import("./install.mjs").Installation} installation
 * @returns {readonly Runnable[]}
 */
export function runnables({ node, folders }) {
	/**
	 * @param {CandidateName} name
	 * @param {20 | 24} line
	 */
	const on = (name, line) => ({
		name,
		line,
		node: node[line],
		module: join(name === "client-node" ? folders["client-node"] : folders.kubex, `${name}.mjs`),
	});
	return [on("floor", 24), on("kubex", 24), on("client-node", 24), on("floor", 20), on("kubex", 20)];
}
