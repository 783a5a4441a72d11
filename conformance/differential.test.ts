import { expect, test } from "vitest";
import { compareServers } from "./differential/compare-servers.ts";
import { firstDifference } from "./differential/differences.ts";
import { describeDisagreement } from "./differential/disagreement.ts";
import { EmbeddedSide } from "./differential/embedded-side.ts";
import { brokenInvariants } from "./differential/invariants.ts";
import { knownDifference, knownDifferences } from "./differential/known-differences.ts";
import { Player } from "./differential/player.ts";
import { randomSteps } from "./differential/random-steps.ts";
import { type RecordedSequence, writeRecording } from "./differential/recording.ts";
import { rawOf } from "./raw.ts";
import { openServer } from "./server.ts";
import { embedded } from "./target.ts";

// The same sequences each time, as a change must not fail by what it has not touched; `test:deep` takes others, and this repeats them.
const seed = Number(process.env["KUBEX_DIFFERENTIAL_SEED"] ?? 1);
const sequences = Number(process.env["KUBEX_DIFFERENTIAL_SEQUENCES"] ?? 100);
const timeout = 60_000 + sequences * 500;

const server = await openServer();
// Errors of the server are answers here, which nobody asks for again.
const raw = rawOf(await server.createClient({ retry: false }));
const players = await Promise.all(Array.from({ length: 6 }, async () => await Player.open(raw, await server.namespace())));
const [player] = players as [Player];

test(`Z4 ${sequences} sequences of writes from seed ${seed} leave what they may not touch`, { timeout }, async () => {
	const broken: string[] = [];
	const work = async (own: Player, first: number): Promise<void> => {
		for (let next = first; next < seed + Math.min(sequences, 100); next += players.length) {
			await own.play(randomSteps(next), (observation) => {
				for (const text of brokenInvariants(observation)) broken.push(`seed ${next}: ${text}`);
			});
		}
	};
	await Promise.all(players.map((own, index) => work(own, seed + index)));
	expect(broken).toEqual([]);
});

// The texts are those of this release. The embedded server is compared with itself, over sockets and without.
test.runIf(server.minor === 35)(
	`Z1 Z4 the embedded server answers as this one to ${sequences} sequences of writes from seed ${seed}`,
	{ timeout },
	async () => {
		const { TestCluster } = await import("@kubex/testing");
		await using cluster = await TestCluster.start();
		await using other = await EmbeddedSide.open(cluster);
		const played: RecordedSequence[] = [];
		const found = await compareServers({
			embedded: async (steps) => await other.play(steps),
			real: players,
			seed,
			sequences,
			tries: 300,
			onPlayed: (sequence) => void played.push(sequence),
		});
		const known = [];
		for (const difference of knownDifferences) {
			const outcomes = await player.play(difference.steps);
			known.push(outcomes);
			const places = firstDifference(await other.play(difference.steps), outcomes)?.places;
			if (!embedded) expect(places === undefined ? undefined : knownDifference(places)).toBe(difference);
		}
		if (process.env["KUBEX_DIFFERENTIAL_RECORD"] !== undefined) {
			writeRecording({ release: (await server.client.version()).gitVersion, sequences: played, known });
		}
		expect(found.map(describeDisagreement).join("\n\n")).toBe("");
	},
);
