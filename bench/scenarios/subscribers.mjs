import { lastVersionOf } from "../fixtures/replayed.mjs";
import { startReplay } from "../replay.mjs";
import { figuresOf, interleave } from "../rounds.mjs";
import { runChild } from "../spawn.mjs";

const changes = 5000;
const namespace = `paged-1000-${changes}`;

const crowds = /** @type {const} */ ([
	{ name: "one", quick: 1, stuck: 0 },
	{ name: "100, one stuck", quick: 99, stuck: 1 },
]);

/** @type {import("./scenario.d.ts").Scenario} */
export const subscribers = {
	name: "subscribers",
	needs: "installation",
	async measure({ rounds, installation, runnables }) {
		const replay = await startReplay(installation);
		try {
			await replay.prepare(namespace, "pods");
			const subjects = runnables
				.filter(({ name }) => name === "kubex")
				.flatMap(({ line, node, module }) => crowds.map((crowd) => ({ ...crowd, line, node, module })));
			const samples = await interleave(rounds, subjects, async ({ node, module, quick, stuck }) => {
				const args = [module, replay.kubeconfig, namespace, lastVersionOf(changes), String(quick), String(stuck)];
				return (await runChild(node, "subscribers", args)).result;
			});
			const title = `Subscribers of 1,000 pods that change ${changes.toLocaleString("en")} times`;
			return figuresOf({ scenario: "subscribers", title, reference: "one" }, samples, [
				{ metric: "time", unit: "ms", of: ({ time }) => time },
				{ metric: "CPU", unit: "ms", of: ({ cpu }) => cpu },
				{ metric: "changes that each is told", unit: "", of: ({ told }) => told },
				{ metric: "heap after GC", unit: "MB", of: ({ heap }) => heap / 1e6 },
			]);
		} finally {
			await replay.close();
		}
	},
};
