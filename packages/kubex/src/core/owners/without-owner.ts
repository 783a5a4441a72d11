import type { KubernetesObject } from "../kubernetes-object.ts";
import { isSameOwner, ownerReference } from "./owner-reference.ts";
import type { Ownable } from "./with-owner.ts";

/**
 * An object that does not belong to another any longer, as far as it did.
 *
 * @param object - It is not changed.
 * @param owner - As it was read.
 *
 * @example
 * ```ts
 * const owner = await deployments.get("web");
 * const owned = withOwner(await configMaps.get("settings"), owner);
 * withoutOwner(owned, owner).metadata.ownerReferences; // => undefined
 * ```
 */
export function withoutOwner<T extends Ownable>(object: T, owner: KubernetesObject): T {
	const reference = ownerReference(owner);
	const { ownerReferences, ...metadata } = object.metadata;
	const others = ownerReferences?.filter((other) => !isSameOwner(other, reference)) ?? [];
	if (others.length === (ownerReferences?.length ?? 0)) return object;
	return { ...object, metadata: { ...metadata, ...(others.length > 0 && { ownerReferences: others }) } };
}
