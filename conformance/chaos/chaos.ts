import { Ledger } from "./ledger.ts";
import { longestWatch, Readers } from "./readers.ts";
import { seededRandom } from "./seeded-random.ts";
import type { World } from "./world.ts";

/** How much chaos. */
export interface ChaosOptions {
	readonly seed: number;
	/** How many times everything has to agree again. */
	readonly rounds: number;
	/** How many faults and writes come before. */
	readonly stepsPerRound: number;
	/** How likely a step makes the server forget its history. */
	readonly forgetting: number;
	/** How likely a round ends in a restore from a backup. */
	readonly rewinding: number;
}

/** What happened, for the report of a run. */
export interface ChaosReport {
	readonly faults: Readonly<Record<string, number>>;
	readonly writes: number;
	/** The longest time that it took everything to agree again, in milliseconds. */
	readonly longest: number;
	/** How many times watchers began anew, by cause. */
	readonly restarts: Readonly<Record<string, number>>;
}

/** Has everything go wrong that can, and watchers and informers survive it. */
export async function runChaos(world: World, options: ChaosOptions): Promise<ChaosReport> {
	const random = seededRandom(options.seed);
	const ledger = new Ledger(world.writer, world.namespace, random);
	const faults: Record<string, number> = {};
	let longest = 0;
	await using readers = new Readers(world, random);
	for (let round = 0; round < options.rounds; round += 1) {
		const orderly = round % 2 === 0;
		for (let step = 0; step < options.stepsPerRound; step += 1) {
			if (random() < 0.5) await ledger.write();
			else {
				const fault = await world.injure(random, orderly);
				faults[fault] = (faults[fault] ?? 0) + 1;
			}
			if (random() < options.forgetting) await world.forget();
			if (random() < 0.3) await world.advance(random() * 500);
			if (random() < 0.05) await readers.renew();
			readers.nudge();
			if (orderly) readers.check(ledger);
		}
		if (random() < options.rewinding) {
			// Elsewhere others write as well, and what they write may hide what was lost from a reader that has not seen all of it.
			if (!world.isAlone) {
				await world.heal();
				longest = Math.max(longest, await readers.agree(ledger));
			}
			await world.rewind(async () => {
				for (let write = 0; write < 50; write += 1) await ledger.write();
				if (!world.isAlone) await readers.agree(ledger);
			});
			await world.heal();
			// From here on resourceVersions mean something else than what the books say of them.
			await ledger.audit();
		}
		await world.heal();
		longest = Math.max(longest, await readers.agree(ledger));
		// Events may yet come out of order on a watch that has begun before; it has ended by then.
		if (!orderly) await world.advance(longestWatch);
	}
	return { faults, writes: ledger.writes, longest, restarts: readers.restarts };
}
