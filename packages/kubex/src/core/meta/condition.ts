import type { Time } from "./time.ts";

/**
 * One aspect of an object's state.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/condition/
 */
export interface Condition {
	lastTransitionTime: Time;
	message: string;
	observedGeneration?: number;
	reason: string;
	status: "True" | "False" | "Unknown" | (string & {});
	type: string;
}
