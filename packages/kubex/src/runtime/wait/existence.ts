import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { Condition } from "./condition.ts";

/**
 * There is an object of this name.
 *
 * @example
 * ```ts
 * await waitFor(pods, "web", conditions.exists());
 * ```
 */
export function exists<K extends KubernetesObject>(): Condition<K, true> {
	return { description: "it exists", allowsAbsence: true, judge: (object) => object !== undefined };
}

/**
 * The object is gone: there is none of this name, or another one.
 *
 * @param uid - Of the object whose end is waited for. Default: that of the object which is seen first.
 *
 * @example
 * ```ts
 * await pods.delete("web", { gracePeriodSeconds: 0 });
 * await waitFor(pods, "web", conditions.deleted());
 * ```
 */
export function deleted<K extends KubernetesObject>(uid?: string): Condition<K, false> {
	return {
		description: "it is deleted",
		allowsAbsence: true,
		judge: (object, { first }) => object === undefined || object.metadata.uid !== (uid ?? first?.metadata.uid),
	};
}
