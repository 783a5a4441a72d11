import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import { type Condition, conditionOn } from "./condition.ts";

/** An entry of `status.conditions`, as far as waits read it. */
export interface StatusCondition {
	readonly type?: string;
	readonly status?: string;
	readonly reason?: string;
	readonly message?: string;
	readonly observedGeneration?: number;
}

/** The entries of `status.conditions`; none where the object has no such list. */
export function statusConditions(object: unknown): readonly StatusCondition[] {
	const { status } = object as { readonly status?: { readonly conditions?: unknown } | undefined };
	const conditions = status?.conditions;
	return Array.isArray(conditions) ? conditions.filter((entry) => typeof entry === "object" && entry !== null) : [];
}

/**
 * One of `status.conditions` has a status, as `kubectl wait --for=condition=` has it: names are compared without regard to
 * case, and a condition that was written before the last change of the object does not count.
 *
 * @param type - Such as `Ready`.
 * @param status - Default: `True`.
 *
 * @example
 * ```ts no-run: nothing makes the Deployment available
 * await waitFor(deployments, "web", conditions.condition("Available"));
 * ```
 *
 * @see https://kubernetes.io/docs/reference/kubectl/generated/kubectl_wait/
 */
export function condition<K extends KubernetesObject>(type: string, status: string = "True"): Condition<K, true> {
	const [wantedType, wantedStatus] = [type.toLowerCase(), status.toLowerCase()];
	return conditionOn(`condition ${type}=${status}`, (object) => {
		const found = statusConditions(object).find((entry) => entry.type?.toLowerCase() === wantedType);
		if (found === undefined || found.status?.toLowerCase() !== wantedStatus) return false;
		const observed = found.observedGeneration ?? observedGeneration(object);
		return observed === undefined || observed >= (object.metadata.generation ?? 0);
	});
}

/** Which generation the controller has seen last; `undefined` where the kind does not say. */
export function observedGeneration(object: unknown): number | undefined {
	const { status } = object as { readonly status?: { readonly observedGeneration?: unknown } | undefined };
	return typeof status?.observedGeneration === "number" ? status.observedGeneration : undefined;
}

/**
 * The controller has seen the last change of the object (`status.observedGeneration`).
 *
 * @example
 * ```ts no-run: no controller looks at the Deployment
 * await waitFor(deployments, "web", conditions.generationObserved());
 * ```
 */
export function generationObserved<K extends KubernetesObject>(): Condition<K, true> {
	return conditionOn(
		"its last generation is observed",
		(object) => (observedGeneration(object) ?? -1) >= (object.metadata.generation ?? 0),
	);
}
