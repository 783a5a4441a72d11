import { AlreadyOwnedError } from "../errors/already-owned-error.ts";
import type { KubernetesObject } from "../kubernetes-object.ts";
import type { ObjectMeta } from "../meta/object-meta.ts";
import { controllerOf } from "./controller-of.ts";
import { isSameOwner, type OwnerReferenceOptions, ownerReference } from "./owner-reference.ts";

/** An object whose metadata can be seen. */
export interface Ownable {
	readonly metadata: ObjectMeta;
}

/**
 * An object that belongs to another as well. A reference to the same owner is replaced, and other owners stay. An object without a
 * namespace gets that of its owner: an owner in a namespace can have dependents there and nowhere else.
 *
 * @param object - To be created, or as it was read; it is not changed.
 * @param owner - As it was read.
 * @throws AlreadyOwnedError when another owner is its controller and this one is to be it, TypeError for an owner in another
 * namespace, and for one that was never stored.
 *
 * @example
 * ```ts
 * const owner = await deployments.get("web");
 * const settings = { metadata: { name: "web-settings" }, data: { color: "green" } };
 * const owned = await configMaps.create(withOwner(settings, owner, { controller: true }));
 * owned.metadata.ownerReferences?.[0]?.name; // => "web"
 * ```
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/
 */
export function withOwner<T extends Ownable>(
	object: T,
	owner: KubernetesObject,
	options?: OwnerReferenceOptions,
): T & { metadata: ObjectMeta } {
	const reference = ownerReference(owner, options);
	const { namespace = owner.metadata.namespace, ownerReferences = [] } = object.metadata;
	// The garbage collector would not find the owner there, and delete the dependent.
	if (owner.metadata.namespace !== undefined && namespace !== owner.metadata.namespace) {
		throw new TypeError(
			`an object in the namespace ${JSON.stringify(namespace)} cannot belong to the ${reference.kind} ` +
				`${JSON.stringify(reference.name)} in the namespace ${JSON.stringify(owner.metadata.namespace)}`,
		);
	}
	const controller = controllerOf(object);
	if (reference.controller === true && controller !== undefined && !isSameOwner(controller, reference)) {
		throw new AlreadyOwnedError(object.metadata, controller);
	}
	const place = ownerReferences.findIndex((other) => isSameOwner(other, reference));
	const others = ownerReferences.filter((other) => !isSameOwner(other, reference));
	const references = others.toSpliced(place < 0 ? others.length : place, 0, reference);
	const metadata = { ...object.metadata, ...(namespace !== undefined && { namespace }), ownerReferences: references };
	return { ...object, metadata };
}
