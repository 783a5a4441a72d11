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
			const countOf = ({ runnable }) => (runnable.name === "client-node" ? perRound["client-node"] : undefined) ?? perRound.default;
			for (const worker of compared) await worker.run(name, countOf(worker), target);
			const samples = await interleave(rounds, compared, (worker) => worker.run(name, countOf(worker), target));
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
