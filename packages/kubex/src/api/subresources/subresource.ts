import type { CallOptions } from "../../core/call-options.ts";
import type { Input } from "../../core/input.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { SubresourceConfiguration } from "../../core/patches/apply-configuration.ts";
import type { Patch } from "../../core/patches/patch.ts";
import type { ApplyOptions, PatchOptions } from "../../core/patches/patch-options.ts";
import type { GetOptions } from "../../core/read-options.ts";
import type { WriteOptions } from "../../core/write-options.ts";
import type { InNamespace } from "../capabilities.ts";

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

	/**
	 * Changes the subresource of an object as a patch says.
	 *
	 * @throws As `patch` of the object does.
	 *
	 * @example
	 * ```ts
	 * await deployments.scale.patch("web", mergePatch({ spec: { replicas: 3 } }));
	 * // -> PATCH /apis/apps/v1/namespaces/default/deployments/web/scale
	 * ```
	 */
	patch<M extends string>(name: string, patch: Patch<S, M>, options?: PatchOptions<M> & CallOptions & InNamespace<K>): Promise<S>;

	/**
	 * Makes the subresource of an object what a configuration says. The server keeps its fields apart from those that the manager
	 * has applied to the object itself.
	 *
	 * @throws As `apply` of the object does; NotFoundError when there is no object of this name.
	 *
	 * @example
	 * ```ts
	 * await deployments.scale.apply({ metadata: { name: "web" }, spec: { replicas: 3 } }, { fieldManager: "scaler", force: true });
	 * // -> PATCH /apis/apps/v1/namespaces/default/deployments/web/scale?fieldManager=scaler&force=true
	 * ```
	 */
	apply(configuration: SubresourceConfiguration<S>, options: ApplyOptions & CallOptions & InNamespace<K>): Promise<S>;
}
