import type { CallOptions } from "../core/call-options.ts";
import type { KubernetesObject } from "../core/kubernetes-object.ts";
import type { GetOptions } from "../core/read-options.ts";
import type { WriteOptions } from "../core/write-options.ts";
import type { Getter, InNamespace, Replacer } from "./capabilities.ts";
import { type ConflictRetryOptions, isConflict, repeatAfterRaces } from "./repeat-after-races.ts";
import { type Revised, revise } from "./revise.ts";

/** How an object is read, changed and written; `attempts` is about conflicts, `retry` about each request. */
export type UpdateOptions<K extends KubernetesObject> = WriteOptions & CallOptions & ConflictRetryOptions & InNamespace<K>;

/**
 * Reads an object, has it changed, and replaces it; all of it anew when somebody else's write comes in between. What is not
 * changed is not written.
 *
 * @param change - Gets a fresh object each time; it changes that, or returns what is to be stored.
 * @returns The object as it is stored.
 * @throws ConflictError when the last try met one as well, NotFoundError when there is no such object, TypeError when the change
 * would make another object of it; whatever the change throws.
 *
 * @example
 * ```ts
 * const updated = await update(deployments, "web", (deployment) => {
 *   deployment.metadata.labels = { ...deployment.metadata.labels, env: "staging" };
 * });
 * updated.metadata.labels?.["env"]; // => "staging"
 * ```
 */
export async function update<K extends KubernetesObject>(
	api: Getter<K> & Replacer<K>,
	name: string,
	change: (object: K) => Revised<K>,
	options?: UpdateOptions<K>,
): Promise<K> {
	const given = (options ?? {}) as UpdateOptions<K> & GetOptions;
	const once = async (): Promise<K> => {
		const { isChanged, object } = await revise(await api.get(name, given), change);
		return isChanged ? await api.replace(name, object, given) : object;
	};
	return await repeatAfterRaces(once, isConflict, given);
}
