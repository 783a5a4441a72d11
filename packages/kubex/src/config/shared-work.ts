import { listenForAbort, stopListeningForAbort } from "../core/abort-listeners.ts";
import type { Closing } from "./closing.ts";

/**
 * Work that many wait for and that is done once. Each may stop waiting; when the last one has, the work is aborted, unless it
 * is such that must be finished.
 */
export class SharedWork<T, C> {
	readonly #start: (context: C, signal: AbortSignal) => Promise<T>;
	readonly #finish: boolean;
	#running: Running<T> | undefined;

	/** @param finish - Goes on when nobody waits any more. */
	constructor(start: (context: C, signal: AbortSignal) => Promise<T>, finish: boolean) {
		this.#start = start;
		this.#finish = finish;
	}

	/**
	 * Waits for the work that is under way, else starts it.
	 *
	 * @param context - For the work, if it is this call that starts it.
	 * @param signal - Ends this wait, with its reason.
	 * @param closing - Ends this wait.
	 */
	async join(context: C, signal: AbortSignal | undefined, closing: Closing): Promise<T> {
		const check = (): void => {
			signal?.throwIfAborted();
			closing.check();
		};
		check();
		const running = (this.#running ??= this.#begin(context));
		running.waiting++;
		let stop = nothing;
		const stopped = new Promise<void>((resolve) => {
			stop = resolve;
		});
		if (signal !== undefined) listenForAbort(signal, stop);
		closing.add(stop);
		try {
			return await Promise.race([running.result, stopped.then(check).then(() => running.result)]);
		} finally {
			if (signal !== undefined) stopListeningForAbort(signal, stop);
			closing.delete(stop);
			running.waiting--;
			if (running.waiting === 0 && this.#running === running && !this.#finish) {
				this.#running = undefined;
				running.controller.abort();
			}
		}
	}

	#begin(context: C): Running<T> {
		const controller = new AbortController();
		const running: Running<T> = { result: this.#start(context, controller.signal), controller, waiting: 0 };
		const ended = (): void => {
			if (this.#running === running) this.#running = undefined;
		};
		running.result.then(ended, ended);
		return running;
	}
}

const nothing = (): void => {};

interface Running<T> {
	readonly result: Promise<T>;
	readonly controller: AbortController;
	waiting: number;
}
