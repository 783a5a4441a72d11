import { listenForAbort, stopListeningForAbort } from "../../core/abort-listeners.ts";

/** Why a step is ended from this side: the user ends all, wants another list, or nothing has come for too long. */
export type InterruptionCause = "stop" | "relist" | "silent" | "late";

/** A signal for one step, which ends with the watcher's own or for a reason of its own. */
export class Interruption {
	readonly #controller = new AbortController();
	readonly #parent: AbortSignal;
	#cause: InterruptionCause | undefined;

	constructor(parent: AbortSignal) {
		this.#parent = parent;
		if (parent.aborted) this.#stop();
		else listenForAbort(parent, this.#stop);
	}

	get signal(): AbortSignal {
		return this.#controller.signal;
	}

	/** Why it was interrupted; `undefined` while it was not. */
	get cause(): InterruptionCause | undefined {
		return this.#cause;
	}

	/** Ends the step; only the first cause counts. */
	interrupt(cause: InterruptionCause): void {
		this.#cause ??= cause;
		this.#controller.abort();
	}

	/** The step is over: nothing is listened to any more. */
	end(): void {
		stopListeningForAbort(this.#parent, this.#stop);
	}

	readonly #stop = (): void => this.interrupt("stop");
}
