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
 * Makes a change again after each failure that says that somebody else was faster.
 *
 * @throws What the last try has thrown; TypeError for attempts that are no whole number above 0.
 */
export async function repeatAfterRaces<T>(
	change: () => Promise<T>,
	isRace: (error: unknown) => boolean,
	options: ConflictRetryOptions,
): Promise<T> {
	const { attempts = 5, signal } = options;
	if (!Number.isSafeInteger(attempts) || attempts < 1)
		throw new TypeError(`attempts must be a whole number above 0, not ${attempts}`);
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await change();
		} catch (error) {
			if (!isRace(error) || attempt === attempts) throw error;
		}
		await pause(firstDelay * 2 ** (attempt - 1) * (0.5 + Math.random() / 2), signal);
	}
}

/** Whether somebody else has written since the object was read. */
export function isConflict(error: unknown): boolean {
	return error instanceof ConflictError && !(error instanceof AlreadyExistsError);
}
