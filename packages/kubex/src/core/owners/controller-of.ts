import type { ObjectMeta, OwnerReference } from "../meta/object-meta.ts";

/**
 * The owner that manages an object, such as the ReplicaSet of a Pod; `undefined` where there is none.
 *
 * @example
 * ```ts
 * controllerOf(await pods.get("web")); // => undefined
 * ```
 */
export function controllerOf(object: { readonly metadata: ObjectMeta }): OwnerReference | undefined {
	return object.metadata.ownerReferences?.find(({ controller }) => controller === true);
}
