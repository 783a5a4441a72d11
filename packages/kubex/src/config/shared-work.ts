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
	 * @param signals - Each ends this wait, with its reason.
	 */
	async join(context: C, signals: readonly AbortSignal[]): Promise<T> {
		for (const signal of signals) signal.throwIfAborted();
		const running = (this.#running ??= this.#begin(context));
		running.waiting++;
		let stopWaiting: (() => void) | undefined;
		try {
			const stopped = new Promise<never>((_resolve, reject) => {
				stopWaiting = () => reject(signals.find(({ aborted }) => aborted)?.reason);
				for (const signal of signals) signal.addEventListener("abort", stopWaiting);
			});
			return await Promise.race([running.result, stopped]);
		} finally {
			if (stopWaiting !== undefined) for (const signal of signals) signal.removeEventListener("abort", stopWaiting);
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

interface Running<T> {
	readonly result: Promise<T>;
	readonly controller: AbortController;
	waiting: number;
}
