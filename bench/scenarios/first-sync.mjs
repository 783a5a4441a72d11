import { startReplay } from "../replay.mjs";
import { figuresOf, interleave } from "../rounds.mjs";
import { runChild } from "../spawn.mjs";

const pods = 50_000;
// The other client reads the list whole and makes an object of a class of each part: of all pods it does not come to an end.
const podsOfClientNode = 5000;

const modes = /** @type {const} */ ({ paged: "in pages of 500", streamed: "as a streaming list" });

/**
 * @param {keyof typeof modes} mode
 * @returns {import("./scenario.d.ts").Scenario}
 */
export function firstSync(mode) {
	const scenario = mode === "paged" ? "first-sync" : "first-sync-streamed";
	return {
		name: scenario,
		needs: "installation",
		async measure({ rounds, installation, runnables }) {
			const replay = await startReplay(installation);
			try {
				await replay.prepare(namespaceOf(mode, pods), "pods");
				if (mode === "paged") await replay.prepare(namespaceOf(mode, podsOfClientNode), "pods");
				// What all are compared with: the objects that parsing the same pages gives.
				const parsers = runnables.filter(({ name }) => name === "floor").map((floor) => ({ ...floor, name: "parse" }));
				// The other client knows no streaming lists.
				const readers = mode === "streamed" ? runnables.filter(({ name }) => name !== "client-node") : runnables;
				const subjects = [...parsers, ...readers];
				const samples = await interleave(rounds, subjects, async ({ node, module, name }) => {
					const count = name === "client-node" ? podsOfClientNode : pods;
					const args = [module, replay.kubeconfig, name === "parse" ? "parse" : mode, namespaceOf(mode, count), String(count)];
					return (await runChild(node, "first-sync", args)).result;
				});
				const title = `First sync of 50,000 pods ${modes[mode]}`;
				return figuresOf({ scenario, title, reference: "parse" }, samples, [
					{ metric: "time per 1,000", unit: "ms", of: ({ time }) => time },
					{ metric: "CPU per 1,000", unit: "ms", of: ({ cpu }) => cpu },
					{ metric: "longest block", unit: "ms", of: ({ block }) => block },
					{ metric: "heap per pod after GC", unit: "kB", of: ({ heap }) => heap / 1000 },
					{ metric: "peak RSS", unit: "MB", of: ({ peak }) => peak / 1e6 },
				]);
			} finally {
				await replay.close();
			}
		},
	};
}

/**
 * @param {keyof typeof modes} mode
 * @param {number} count
 */
function namespaceOf(mode, count) {
	return `${mode}-${count}-0`;
}
