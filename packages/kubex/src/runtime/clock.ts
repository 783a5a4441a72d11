/** A timer of a {@link Clock}. */
export interface ClockTimer {
	/** Forgets the timer; does nothing once it has fired. */
	cancel(): void;
}

/** Where the runtime takes its time from, so that a test decides how it passes. */
export interface Clock {
	/** Milliseconds since the Unix epoch. */
	now(): number;
	/**
	 * Calls back once, after `delay` milliseconds: soon when it is not above zero, never when it is `Infinity`.
	 *
	 * @throws RangeError when `delay` is not a number.
	 */
	after(delay: number, callback: () => void): ClockTimer;
}

/** The machine's own time; its timers keep the process alive. */
export const systemClock: Clock = {
	now: () => Date.now(),
	after: (delay, callback) => startTimer(delay, callback, true),
};

/** The machine's own time; its timers let the process end. */
export const unrefClock: Clock = {
	now: () => Date.now(),
	after: (delay, callback) => startTimer(delay, callback, false),
};

// What setTimeout counts in 32 bits; it fires at once when it is asked for more.
const longestDelay = 2 ** 31 - 1;

function startTimer(delay: number, callback: () => void, keepsAlive: boolean): ClockTimer {
	// Fired at once, as setTimeout would, a delay that was computed wrongly makes a loop without a pause.
	if (Number.isNaN(delay)) throw new RangeError("a timer's delay is not a number");
	let remaining = delay;
	const next = (): NodeJS.Timeout => {
		const step = Math.min(Math.max(remaining, 0), longestDelay);
		remaining -= step;
		const timeout = setTimeout(() => {
			if (remaining > 0) timer = next();
			else callback();
		}, step);
		return keepsAlive ? timeout : timeout.unref();
	};
	let timer = next();
	return { cancel: () => clearTimeout(timer) };
}
