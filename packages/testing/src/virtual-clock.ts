import type { Clock, ClockTimer } from "./clock.ts";

/** A clock that stands still until it is told to move on. */
export class VirtualClock implements Clock {
	#now: number;
	#order = 0;
	readonly #timers = new Set<{ readonly at: number; readonly order: number; readonly callback: () => void }>();

	/** @param start milliseconds since the Unix epoch; 2026-01-01T00:00:00Z unless given. */
	constructor(start: number = Date.UTC(2026, 0, 1)) {
		this.#now = start;
	}

	now(): number {
		return this.#now;
	}

	after(delay: number, callback: () => void): ClockTimer {
		const timer = { at: this.#now + Math.max(0, delay), order: this.#order++, callback };
		this.#timers.add(timer);
		return { cancel: () => void this.#timers.delete(timer) };
	}

	/** How many timers wait for their time. */
	get timers(): number {
		return this.#timers.size;
	}

	/** Moves on by `milliseconds` and fires, in order, what falls due on the way, timers set by timers included. */
	advance(milliseconds: number): void {
		const end = this.#now + milliseconds;
		for (;;) {
			let next: { readonly at: number; readonly order: number; readonly callback: () => void } | undefined;
			for (const timer of this.#timers) {
				if (timer.at > end) continue;
				if (next === undefined || timer.at < next.at || (timer.at === next.at && timer.order < next.order)) next = timer;
			}
			if (next === undefined) break;
			this.#timers.delete(next);
			this.#now = next.at;
			next.callback();
		}
		this.#now = end;
	}
}
