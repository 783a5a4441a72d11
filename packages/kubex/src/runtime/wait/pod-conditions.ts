import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import { type Condition, conditionOn, type Verdict } from "./condition.ts";
import { statusConditions } from "./status-condition.ts";

/** What waits read of a Pod. */
interface PodLike extends KubernetesObject {
	spec?: object;
	status?: { phase?: string; reason?: string; message?: string };
}

/**
 * The Pod runs, or has run to its end. One that failed ends the wait.
 *
 * @example
 * ```ts no-run: no kubelet runs the Pod
 * await waitFor(pods, "web", conditions.podRunning());
 * ```
 */
export function podRunning<K extends PodLike>(): Condition<K, true> {
	return conditionOn("the Pod runs", ({ status }) =>
		status?.phase === "Failed" ? failedPod(status) : status?.phase === "Running" || status?.phase === "Succeeded",
	);
}

/**
 * The Pod is ready to serve. One that has ended never will be, which ends the wait.
 *
 * @example
 * ```ts no-run: no kubelet runs the Pod
 * await waitFor(pods, "web", conditions.podReady(), { timeout: 120_000 });
 * ```
 */
export function podReady<K extends PodLike>(): Condition<K, true> {
	return conditionOn("the Pod is ready", (pod) => {
		const { status } = pod;
		if (status?.phase === "Failed") return failedPod(status);
		if (status?.phase === "Succeeded") return { failed: "the Pod has run to its end" };
		return statusConditions(pod).some((entry) => entry.type === "Ready" && entry.status === "True");
	});
}

function failedPod({ message, reason }: { readonly message?: string; readonly reason?: string }): Verdict {
	const why = [reason, message].filter((part) => part !== undefined).join(": ");
	return { failed: why === "" ? "the Pod has failed" : `the Pod has failed: ${why}` };
}
