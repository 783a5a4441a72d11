import { figuresOf, interleave } from "../rounds.mjs";
import { runChild } from "../spawn.mjs";

/** @type {import("./scenario.d.ts").Scenario} */
export const coldStart = {
	name: "cold-start",
	needs: "cluster",
	async measure({ rounds, runnables, cluster, target }) {
		const { namespace, pods } = target;
		const samples = await interleave(rounds, runnables, ({ node, module }) =>
			runChild(node, "cold-start", [module, cluster.kubeconfig, namespace, pods[0] ?? ""]),
		);
		return figuresOf({ scenario: "cold-start", title: "New process to first answer", reference: "floor" }, samples, [
			{ metric: "time", unit: "ms", of: ({ elapsed }) => elapsed },
			{ metric: "CPU", unit: "ms", of: ({ result }) => (result.cpu.user + result.cpu.system) / 1000 },
			{ metric: "RSS", unit: "MB", of: ({ result }) => result.rss / 1e6 },
		]);
	},
};
