import type { Random } from "../../random.ts";

const first = 30_000;
const last = 32_767;

/** Gives the ports of nodes to a Service in one write. */
export class NodePortOperation {
	readonly #taken: ReadonlySet<number>;
	readonly #random: Random | undefined;
	/** What this write has got. */
	readonly #given: number[] = [];

	/**
	 * @param taken The numbers that Services have, this one among them.
	 * @param random Where free numbers come from; `undefined` for a dry write, which looks neither for them nor at the range.
	 */
	constructor(taken: ReadonlySet<number>, random: Random | undefined) {
		this.#taken = taken;
		this.#random = random;
	}

	/** Takes a number that is asked for; the answer is why it cannot be had. */
	take(number: number): string | undefined {
		if (this.#random !== undefined && (number < first || number > last)) {
			return `provided port is not in the valid range. The range of valid ports is ${first}-${last}`;
		}
		if (this.#isTaken(number)) return "provided port is already allocated";
		this.#given.push(number);
		return undefined;
	}

	/** Takes a number that is free. */
	next(): number {
		const number = this.#random === undefined ? this.#following() : this.#free(this.#random);
		this.#given.push(number);
		return number;
	}

	#following(): number {
		return (this.#given.length === 0 ? last + 1 : Math.max(...this.#given)) + 1;
	}

	#free(random: Random): number {
		for (;;) {
			const number = first + (random.next() % (last - first + 1));
			if (!this.#isTaken(number)) return number;
		}
	}

	#isTaken(number: number): boolean {
		return this.#taken.has(number) || this.#given.includes(number);
	}
}
