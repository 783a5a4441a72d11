import type { NamespacedMeta } from "./object-meta.ts";

/**
 * How many replicas an object has and should have: what the `scale` subresource of any kind reads and writes.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/autoscaling-resources/scale-v1/
 */
export interface Scale {
	apiVersion: "autoscaling/v1";
	kind: "Scale";
	metadata: NamespacedMeta;
	spec?: {
		/** Default: 0. Format `int32`. */
		replicas?: number;
	};
	status?: {
		/** Format `int32`. */
		replicas: number;
		/** Chooses the Pods that are counted, in the syntax of a label selector. */
		selector?: string;
	};
}
