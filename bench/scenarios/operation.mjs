import { figuresOf, interleave } from "../rounds.mjs";

/**
 * Times one operation in the candidates' own processes.
 *
 * @param {import("../operations.mjs").Operation} operation
 * @returns {import("./scenario.d.ts").Scenario}
 */
export function operationScenario({ name, title, perRound, compression }) {
	return {
		name,
		needs: "workers",
		async measure({ rounds, workers, target }) {
			// The other client asks for gzip whatever it is told, so it belongs to one of the two lists only.
			const compared = compression === true ? workers.filter(({ runnable }) => runnable.name !== "client-node") : workers;
			/** @param {import("../workers.mjs").Worker} worker */
			const run = (worker) => {
				const few = worker.runnable.name === "client-node" ? perRound["client-node"] : undefined;
				return worker.run(name, few ?? perRound.default, target);
			};
			// The first round compiles the code and opens the connections.
			for (const worker of compared) await run(worker);
			const samples = await interleave(rounds, compared, run);
			return figuresOf(
				{ scenario: name, title, reference: "floor" },
				new Map([...samples].map(([{ runnable }, taken]) => [runnable, taken])),
				[
					{ metric: "time", unit: "ms", of: ({ time }) => time },
					{ metric: "CPU", unit: "ms", of: ({ cpu }) => cpu },
				],
			);
		},
	};
}
