import { unknownDifference } from "./differences.ts";
import type { Disagreement } from "./disagreement.ts";
import type { Outcome } from "./normal-form.ts";
import type { Player } from "./player.ts";
import { randomSteps } from "./random-steps.ts";
import type { RecordedSequence } from "./recording.ts";
import { shrink } from "./shrink.ts";
import type { Step } from "./step.ts";

/** What is compared. */
export interface Comparison {
	readonly embedded: (steps: readonly Step[]) => Promise<Outcome[]>;
	/** Each plays one sequence at a time, in a namespace of its own. */
	readonly real: readonly Player[];
	/** The first seed; each sequence has the next one. */
	readonly seed: number;
	readonly sequences: number;
	/** How often a sequence that fails is played again, to make it smaller. */
	readonly tries: number;
	/** Told what the real server answered to each sequence. */
	readonly onPlayed: (played: RecordedSequence) => void;
}

/** Plays random sequences on both servers and gives back those that they do not agree on, made small. */
export async function compareServers(comparison: Comparison): Promise<Disagreement[]> {
	const { embedded, real, seed, sequences, tries, onPlayed } = comparison;
	const found: Disagreement[] = [];
	let next = seed;
	const work = async (player: Player): Promise<void> => {
		// Whatever happens to one player, the others leave nothing behind.
		while (next < seed + sequences) {
			const own = next++;
			const steps = randomSteps(own);
			const outcomes = await player.play(steps);
			onPlayed({ seed: own, steps, outcomes });
			const difference = unknownDifference(await embedded(steps), outcomes);
			if (difference === undefined) continue;
			const compared = async (some: readonly Step[]) => unknownDifference(await embedded(some), await player.play(some));
			const differs = async (some: readonly Step[]) => (await compared(some)) !== undefined;
			// What does not show again is chance: two ports of one number, or a controller that came in between.
			if (!(await differs(steps))) continue;
			const smallest = await shrink(steps.slice(0, difference.step + 1), differs, tries);
			found.push({ seed: own, steps: smallest, places: ((await compared(smallest)) ?? difference).places });
		}
	};
	const ends = await Promise.allSettled(real.map(work));
	const failure = ends.find((end) => end.status === "rejected");
	if (failure !== undefined) throw failure.reason;
	return found;
}
