import { pause } from "../client/pause.ts";
import { AlreadyExistsError, ConflictError } from "../core/errors/api-errors.ts";

/** How often a change is made anew. */
export interface ConflictRetryOptions {
	/** How often it is tried at most, the first time included. Default: 5. */
	readonly attempts?: number | undefined;
	/** Ends the waits between tries; the call rejects with the signal's reason. */
	readonly signal?: AbortSignal | undefined;
}

// The object that won is already there to be read: the wait only keeps two writers from meeting again.
const firstDelay = 10;

/**
 * Makes a change again while somebody else's write comes in between. The function reads, changes and writes; it is called
 * anew after each conflict, so it must read anew, too.
 *
 * @throws ConflictError when the last try met one as well; whatever else the function throws.
 *
 * @example
 * ```ts
 * await retryOnConflict(async () => {
 *   const current = await deployments.get("web");
 *   current.metadata.labels = { ...current.metadata.labels, env: "staging" };
 *   return await deployments.replace("web", current);
 * });
 * ```
 */
export async function retryOnConflict<T>(change: () => Promise<T>, options: ConflictRetryOptions = {}): Promise<T> {
	const { attempts = 5, signal } = options;
	if (!Number.isSafeInteger(attempts) || attempts < 1)
		throw new TypeError(`attempts must be a whole number above 0, not ${attempts}`);
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await change();
		} catch (error) {
			const conflict = error instanceof ConflictError && !(error instanceof AlreadyExistsError);
			if (!conflict || attempt === attempts) throw error;
		}
		await pause(firstDelay * 2 ** (attempt - 1) * (0.5 + Math.random() / 2), signal);
	}
}
