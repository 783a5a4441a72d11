import type { CallOptions } from "../core/call-options.ts";
import type { Input } from "../core/input.ts";
import type { KubernetesObject } from "../core/kubernetes-object.ts";
import type { GetOptions } from "../core/read-options.ts";
import type { WriteOptions } from "../core/write-options.ts";
import type { InNamespace } from "./capabilities.ts";

/**
 * Reads and writes a part of objects of kind `K` that has an endpoint of its own.
 *
 * @typeParam S - What the endpoint reads and writes: the object itself for `status`, an autoscaling/v1 Scale for `scale`.
 */
export interface Subresource<K extends KubernetesObject, S extends KubernetesObject> {
	/**
	 * Reads the subresource of an object.
	 *
	 * @throws NotFoundError when there is no object of this name.
	 *
	 * @example
	 * ```ts
	 * const scale = await deployments.scale.get("web");
	 * scale.spec?.replicas;
	 * ```
	 */
	get(name: string, options?: GetOptions & CallOptions & InNamespace<K>): Promise<S>;

	/**
	 * Replaces the subresource of an object; whatever else the body holds is ignored by the server.
	 *
	 * @throws ConflictError when `resourceVersion` is stale, UnprocessableEntityError when it is invalid.
	 *
	 * @example
	 * ```ts
	 * const scale = await deployments.scale.get("web");
	 * await deployments.scale.replace("web", { ...scale, spec: { replicas: 3 } });
	 * ```
	 */
	replace(name: string, object: Input<S>, options?: WriteOptions & CallOptions & InNamespace<K>): Promise<S>;
}
