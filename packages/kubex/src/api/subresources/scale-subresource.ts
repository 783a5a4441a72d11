import type { CallOptions } from "../../core/call-options.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { WriteOptions } from "../../core/write-options.ts";
import type { InNamespace } from "../capabilities.ts";
import type { Subresource } from "./subresource.ts";

/** Reads and writes how many replicas an object has. */
export interface ScaleSubresource<K extends KubernetesObject, S extends KubernetesObject> extends Subresource<K, S> {
	/**
	 * Sets the number of replicas, whatever it was.
	 *
	 * @throws TypeError for what is no whole number of at least 0, NotFoundError when there is no object of this name.
	 *
	 * @example
	 * ```ts
	 * const scale = await deployments.scale.set("web", 3);
	 * scale.spec?.replicas; // => 3
	 * ```
	 */
	set(name: string, replicas: number, options?: WriteOptions & CallOptions & InNamespace<K>): Promise<S>;
}
