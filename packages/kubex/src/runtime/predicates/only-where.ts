import type { Predicate } from "./predicate.ts";

/**
 * Passes the changes of objects that match, before an update or after it, so that whoever acts on the matching ones hears when
 * one begins to match and when it ceases to. Deletions always pass: the last state of an object need not be the one that
 * was seen.
 *
 * @example
 * ```ts
 * const onNode = onlyWhere((pod: DeepReadonly<Pod>) => pod.spec?.nodeName === "node-1");
 * const pod: DeepReadonly<Pod> = await pods.get("web");
 * onNode({ type: "add", key: keyOf(pod), object: pod, initial: false }); // => false
 * ```
 */
export function onlyWhere<T>(matches: (object: T) => boolean): Predicate<T> {
	return (change) => {
		switch (change.type) {
			case "add":
				return matches(change.object);
			case "update":
				return matches(change.old) || matches(change.object);
			case "delete":
				return true;
		}
	};
}
