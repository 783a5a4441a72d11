import { type ConflictRetryOptions, isConflict, repeatAfterRaces } from "./repeat-after-races.ts";

/**
 * Makes a change again while somebody else's write comes in between. The function reads, changes and writes; it is called
 * anew after each conflict, so it must read anew, too. For one object, `update` does all of it.
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
	return await repeatAfterRaces(change, isConflict, options);
}
