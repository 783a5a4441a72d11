import { firstDifference } from "./differences.ts";
import type { Outcome } from "./normal-form.ts";
import type { Player } from "./player.ts";
import { randomSteps } from "./random-steps.ts";
import { shrink } from "./shrink.ts";
import type { Step } from "./step.ts";

/** A sequence after which two servers do not agree. */
export interface Disagreement {
	readonly seed: number;
	/** What is left of the sequence when all is left out that it differs without. */
	readonly steps: readonly Step[];
	/** Where the outcomes of its last step differ. */
	readonly places: readonly string[];
}

export interface Comparison {
	readonly embedded: (steps: readonly Step[]) => Promise<Outcome[]>;
	/** Each plays one sequence at a time, in a namespace of its own. */
	readonly real: readonly Player[];
	/** The first seed; each sequence has the next one. */
	readonly seed: number;
	readonly sequences: number;
	/** How often a sequence that fails is played again, to make it smaller. */
	readonly tries: number;
	/** Told of every sequence that the servers agree on. */
	readonly onAgreement?: (seed: number, steps: readonly Step[], outcomes: readonly Outcome[]) => void;
}

/** Plays random sequences on both servers and gives back those that they do not agree on, made small. */
export async function compareServers(comparison: Comparison): Promise<Disagreement[]> {
	const { embedded, real, seed, sequences, tries, onAgreement } = comparison;
	const found: Disagreement[] = [];
	let next = seed;
	const work = async (player: Player): Promise<void> => {
		while (next < seed + sequences) {
			const own = next++;
			const steps = randomSteps(own);
			const outcomes = await player.play(steps);
			const difference = firstDifference(await embedded(steps), outcomes);
			if (difference === undefined) {
				onAgreement?.(own, steps, outcomes);
				continue;
			}
			const compared = async (some: readonly Step[]) => firstDifference(await embedded(some), await player.play(some));
			const smallest = await shrink(
				steps.slice(0, difference.step + 1),
				async (some) => (await compared(some)) !== undefined,
				tries,
			);
			const { places } = (await compared(smallest)) ?? difference;
			found.push({ seed: own, steps: smallest, places });
		}
	};
	await Promise.all(real.map(work));
	return found;
}
