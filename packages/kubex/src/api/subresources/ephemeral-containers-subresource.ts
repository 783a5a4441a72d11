import type { CallOptions } from "../../core/call-options.ts";
import type { InputValue } from "../../core/input.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { WriteOptions } from "../../core/write-options.ts";
import type { InNamespace } from "../capabilities.ts";
import type { Subresource } from "./subresource.ts";

/** The ephemeral containers of a kind. */
export type EphemeralContainerOf<S> = S extends { spec?: { ephemeralContainers?: (infer C)[] } } ? C : never;

/** Reads and writes the containers that were added to a running Pod to look into it. */
export interface EphemeralContainersSubresource<K extends KubernetesObject, S extends KubernetesObject>
	extends Subresource<K, S> {
	/**
	 * Adds a container; none can be changed or removed later.
	 *
	 * @throws UnprocessableEntityError for one that is there, or that is invalid.
	 *
	 * @example
	 * ```ts
	 * await pods.ephemeralContainers.add("web", { name: "debug", image: "busybox", stdin: true, targetContainerName: "main" });
	 * ```
	 *
	 * @see https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/
	 */
	add(
		name: string,
		container: InputValue<EphemeralContainerOf<S>>,
		options?: WriteOptions & CallOptions & InNamespace<K>,
	): Promise<S>;
}
