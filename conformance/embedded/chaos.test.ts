import { expect, test } from "vitest";
import { runChaos } from "../chaos/chaos.ts";
import { openEmbeddedWorld } from "../chaos/embedded-world.ts";

// KUBEX_CHAOS_SEED repeats a run that has failed.
const seed = Number(process.env["KUBEX_CHAOS_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

test(`LW-2 ST-1 ST-4 IN-3 IN-6 IN-13 chaos with seed ${seed}: every reader agrees with the server in the end`, {
	timeout: 120_000,
}, async () => {
	await using world = await openEmbeddedWorld(seed);
	const report = await runChaos(world, { seed, rounds: 34, stepsPerRound: 300, forgetting: 0.01, rewinding: 0.5 });
	console.log(JSON.stringify({ seed, ...report }));
	const faults = Object.values(report.faults).reduce((sum, count) => sum + count, 0);
	expect(report.writes + faults).toBeGreaterThanOrEqual(10_000);
	expect(report.longest).toBeLessThanOrEqual(world.patience);
});
