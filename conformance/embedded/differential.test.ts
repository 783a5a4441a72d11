import { TestCluster } from "@kubex/testing";
import { expect, test } from "vitest";
import { firstDifference, unknownDifference } from "../differential/differences.ts";
import { describeDisagreement } from "../differential/disagreement.ts";
import { EmbeddedSide } from "../differential/embedded-side.ts";
import { knownDifference, knownDifferences } from "../differential/known-differences.ts";
import { readRecording } from "../differential/recording.ts";

const recording = readRecording();

test(`Z1 what ${recording.release} answered to ${recording.sequences.length} sequences of writes is answered here as well`, {
	timeout: 120_000,
}, async () => {
	await using cluster = await TestCluster.start();
	await using side = await EmbeddedSide.open(cluster);
	const found: string[] = [];
	for (const { seed, steps, outcomes } of recording.sequences) {
		const difference = unknownDifference(await side.play(steps), outcomes);
		if (difference === undefined) continue;
		found.push(describeDisagreement({ seed, steps: steps.slice(0, difference.step + 1), places: difference.places }));
	}
	expect(found.join("\n\n")).toBe("");
});

test("Z1 every known difference is one still", async () => {
	await using cluster = await TestCluster.start();
	await using side = await EmbeddedSide.open(cluster);
	for (const [index, difference] of knownDifferences.entries()) {
		const places = firstDifference(await side.play(difference.steps), recording.known[index] ?? [])?.places;
		expect(places === undefined ? undefined : knownDifference(places)).toBe(difference);
	}
});
