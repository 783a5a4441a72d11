/** A timer of a {@link Clock}. */
export interface ClockTimer {
	/** Forgets the timer; does nothing once it has fired. */
	cancel(): void;
}

/** Where the server takes its time from, so that a test decides how it passes. */
export interface Clock {
	/** Milliseconds since the Unix epoch. */
	now(): number;
	/** Calls back once, after `delay` milliseconds. */
	after(delay: number, callback: () => void): ClockTimer;
}

/** The machine's own time; its timers do not keep the process alive. */
export const systemClock: Clock = {
	now: () => Date.now(),
	after(delay, callback) {
		const timer = setTimeout(callback, delay);
		timer.unref();
		return { cancel: () => clearTimeout(timer) };
	},
};
