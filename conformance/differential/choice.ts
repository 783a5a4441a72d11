import { seededRandom } from "../chaos/seeded-random.ts";

/** Choices that depend on a seed alone. */
export class Choice {
	readonly #random: () => number;
	#odd = 0;

	constructor(seed: number) {
		this.#random = seededRandom(seed);
	}

	/** Whether something happens that does so with a probability. */
	chance(probability: number): boolean {
		return this.#random() < probability;
	}

	/** A whole number from 0 up to, but without, a limit. */
	below(limit: number): number {
		return Math.floor(this.#random() * limit);
	}

	/** One of some values. */
	one<T>(values: readonly T[]): T {
		return values[this.below(values.length)] as T;
	}

	/** Some of the values, each with a probability, at times in another order. */
	some<T>(values: readonly T[], probability = 0.5): T[] {
		const chosen = values.filter(() => this.chance(probability));
		return this.chance(0.3) ? chosen.toReversed() : chosen;
	}

	/** Begins an object, most of which are as they should be; few are wrong in more than one place. */
	begin(): void {
		this.#odd = this.one([0, 0, 0, 0, 0, 0, 1, 1, 1, 2]);
	}

	/** Whether this is a place in which the object is wrong. */
	odd(): boolean {
		if (this.#odd === 0 || !this.chance(0.06)) return false;
		this.#odd -= 1;
		return true;
	}
}
