import { figuresOf, interleave } from "../rounds.mjs";
import { runChild } from "../spawn.mjs";

/** @type {import("./scenario.d.ts").Scenario} */
export const memory = {
	name: "memory",
	needs: "cluster",
	async measure({ rounds, runnables, cluster, target }) {
		const samples = await interleave(rounds, runnables, ({ node, module }) =>
			runChild(node, "memory", [module, cluster.kubeconfig, target.namespace]),
		);
		return figuresOf({ scenario: "memory", title: "Holding a list of 500 pods", reference: "floor" }, samples, [
			{ metric: "heap after GC", unit: "MB", of: ({ result }) => result.heap / 1e6 },
			{ metric: "peak RSS", unit: "MB", of: ({ result }) => result.peak / 1e6 },
		]);
	},
};
