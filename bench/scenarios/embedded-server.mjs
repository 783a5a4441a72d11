import { runChild } from "../spawn.mjs";

/** @type {import("./scenario.d.ts").Scenario} */
export const embeddedServer = {
	name: "embedded-server",
	needs: "installation",
	async measure({ rounds, installation: { node, folders } }) {
		/** @type {{ start: number, isolated: number }[]} */
		const samples = [];
		for (let round = 0; round < rounds; round++)
			samples.push((await runChild(node[24], "embedded-server", [folders.testing])).result);
		const base = /** @type {const} */ ({ scenario: "embedded-server", unit: "ms", reference: "@kubex/testing" });
		return [
			{
				...base,
				title: "Embedded server to its first answer",
				metric: "start",
				values: { "@kubex/testing": samples.map(({ start }) => start) },
			},
			{
				...base,
				title: "A further, isolated cluster",
				metric: "isolated",
				values: { "@kubex/testing": samples.map(({ isolated }) => isolated) },
			},
		];
	},
};
