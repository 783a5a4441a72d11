/** How long to wait after failures in a row. */
export interface BackoffOptions {
	/** Milliseconds after the first failure. Default: 800. */
	readonly initial?: number | undefined;
	/** Milliseconds that `factor` leads to at most; with `jitter` a wait may be longer. Default: 30,000. */
	readonly max?: number | undefined;
	/** How much longer each further wait is. Default: 2. */
	readonly factor?: number | undefined;
	/** The largest random share that is added to a wait: 1 waits up to twice as long. Default: 1. */
	readonly jitter?: number | undefined;
	/** Milliseconds of health after which the next failure counts as the first one. Default: 120,000. */
	readonly resetAfter?: number | undefined;
}

/**
 * Counts failures and says how long to wait. It knows no clock: whoever asks says what time it is.
 *
 * Health begins with something that works, such as a frame or a list, not with a connection that opens.
 */
export class Backoff {
	readonly #options: Required<{ [Name in keyof BackoffOptions]: number }>;
	readonly #random: () => number;
	#failures = 0;
	#healthySince: number | undefined;

	/**
	 * @param random - Gives numbers from 0 to 1.
	 * @throws TypeError for a number below zero, or a factor below 1.
	 */
	constructor(options: BackoffOptions, random: () => number) {
		const { factor = 2, initial = 800, jitter = 1, max = 30_000, resetAfter = 120_000 } = options;
		this.#options = { factor, initial, jitter, max, resetAfter };
		for (const [name, value] of Object.entries(this.#options)) {
			if (!(value >= (name === "factor" ? 1 : 0))) {
				throw new TypeError(`backoff.${name} must be a number of at least ${name === "factor" ? 1 : 0}, not ${value}`);
			}
		}
		this.#random = random;
	}

	/** Something has worked. */
	succeed(now: number): void {
		this.#healthySince ??= now;
	}

	/** Something has failed: the milliseconds to wait before the next try. */
	fail(now: number): number {
		const { factor, initial, max, resetAfter } = this.#options;
		if (this.#healthySince !== undefined && now - this.#healthySince >= resetAfter) this.#failures = 0;
		this.#healthySince = undefined;
		const delay = Math.min(max, initial * factor ** this.#failures);
		// Beyond, the power would become infinite, and zero times that is no number.
		this.#failures = Math.min(this.#failures + 1, 64);
		return this.#jittered(delay);
	}

	/** The longest wait, for what only somebody else can mend. */
	longest(): number {
		this.#healthySince = undefined;
		return this.#jittered(this.#options.max);
	}

	#jittered(delay: number): number {
		return delay * (1 + this.#options.jitter * this.#random());
	}
}
