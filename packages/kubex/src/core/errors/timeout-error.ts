import { brand, KubexError } from "./kubex-error.ts";

/** Where a call was when its time ran out: opening the connection, waiting for the answer to begin, anywhere in it, or in a silence of a streamed body. */
export type TimeoutPhase = "connect" | "headers" | "total" | "idle";

/**
 * A call took longer than it may. A write may have happened all the same.
 *
 * @example
 * ```ts
 * try {
 *   await pods.list({ timeout: 5_000 });
 * } catch (error) {
 *   if (error instanceof TimeoutError) console.error(error.phase);
 *   else throw error;
 * }
 * ```
 */
export class TimeoutError extends KubexError {
	static {
		brand(this, "TimeoutError");
	}

	/** Where the call was when its time ran out. */
	readonly phase: TimeoutPhase;

	constructor(message: string, options: ErrorOptions & { readonly phase: TimeoutPhase }) {
		super(message, options);
		this.phase = options.phase;
	}
}
