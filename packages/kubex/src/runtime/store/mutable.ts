import type { DeepReadonly } from "./deep-readonly.ts";

/**
 * A copy of a cached object that may be changed, such as to send it back.
 *
 * @example
 * ```ts
 * const cached: DeepReadonly<Pod> = await pods.get("web");
 * const draft = mutable(cached);
 * draft.metadata.labels = { ...draft.metadata.labels, env: "staging" };
 * await pods.replace("web", draft);
 * cached.metadata.labels?.["env"]; // => undefined
 * ```
 */
export function mutable<T>(object: DeepReadonly<T>): T {
	return structuredClone(object) as T;
}
