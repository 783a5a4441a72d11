import { startReplay } from "../replay.mjs";
import { figuresOf, interleave } from "../rounds.mjs";
import { startWorker } from "../workers.mjs";

// The replay server knows no objects by name.
const target = { namespace: "", pods: [] };

/**
 * Times a watch whose server is as fast as its reader.
 *
 * @param {import("../operations.mjs").Operation} operation
 * @returns {import("./scenario.d.ts").Scenario}
 */
export function replayedWatch({ name, title, perRound }) {
	return {
		name,
		needs: "installation",
		async measure({ rounds, installation, runnables }) {
			const replay = await startReplay(installation);
			/** @type {import("../workers.mjs").Worker[]} */
			const workers = [];
			try {
				for (const runnable of runnables) workers.push(await startWorker(runnable, replay.kubeconfig));
				/** @param {import("../workers.mjs").Worker} worker */
				const run = (worker) => worker.run(name, perRound.default, target);
				// The first round compiles the code, and the server writes the events.
				for (const worker of workers) await run(worker);
				const samples = await interleave(rounds, workers, run);
				return figuresOf(
					{ scenario: name, title, reference: "floor" },
					new Map([...samples].map(([{ runnable }, taken]) => [runnable, taken])),
					[
						{ metric: "time", unit: "ms", of: ({ time }) => time },
						{ metric: "CPU", unit: "ms", of: ({ cpu }) => cpu },
					],
				);
			} finally {
				await Promise.all(workers.map((worker) => worker.stop()));
				await replay.close();
			}
		},
	};
}
