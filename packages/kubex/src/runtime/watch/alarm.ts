import type { Clock, ClockTimer } from "../clock.ts";

/** Rings once when nothing has been heard for a while. Hearing something costs no timer. */
export class Alarm {
	readonly #clock: Clock;
	readonly #ring: () => void;
	#patience: number;
	#heard: number;
	#timer: ClockTimer | undefined;

	/** @param patience - Milliseconds of silence after which it rings. */
	constructor(clock: Clock, patience: number, ring: () => void) {
		this.#clock = clock;
		this.#ring = ring;
		this.#patience = patience;
		this.#heard = clock.now();
		this.#start(patience);
	}

	/** Something was heard. */
	hear(): void {
		this.#heard = this.#clock.now();
	}

	/** Does not ring until it is told to wait again. */
	pause(): void {
		this.#heard = Number.POSITIVE_INFINITY;
	}

	/** Waits from now on, for so many milliseconds. */
	wait(patience: number): void {
		this.hear();
		// A longer wait needs no other timer: the one that runs looks when something was heard.
		const shorter = patience < this.#patience;
		this.#patience = patience;
		if (!shorter) return;
		this.stop();
		this.#start(patience);
	}

	stop(): void {
		this.#timer?.cancel();
		this.#timer = undefined;
	}

	#start(delay: number): void {
		this.#timer = this.#clock.after(delay, () => {
			const left = Math.min(this.#patience, this.#heard + this.#patience - this.#clock.now());
			if (left > 0) this.#start(left);
			else this.#ring();
		});
	}
}
