import type { KubernetesObject } from "../kubernetes-object.ts";
import type { OwnerReference } from "../meta/object-meta.ts";

/** What an owner is to its dependent. */
export interface OwnerReferenceOptions {
	/** Whether the owner is the one that manages the dependent; an object has at most one of these. Default: false. */
	readonly controller?: boolean | undefined;
	/**
	 * Whether the owner waits for the dependent when it is deleted in the foreground. To set it, a user needs the permission to update
	 * the owner's finalizers where the server asks for it. Default: the value of `controller`.
	 */
	readonly blockOwnerDeletion?: boolean | undefined;
}

/**
 * A reference to an object, as its dependents carry it: the garbage collector deletes them when the last of their owners is gone.
 *
 * @param owner - As it was read: the reference holds for this object alone, not for a later one of the same name.
 * @throws TypeError when the owner has no uid, name, kind or apiVersion.
 *
 * @example
 * ```ts
 * const { kind, controller } = ownerReference(await deployments.get("web"), { controller: true });
 * kind; // => "Deployment"
 * controller; // => true
 * ```
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/
 */
export function ownerReference(owner: KubernetesObject, options: OwnerReferenceOptions = {}): OwnerReference {
	const { apiVersion, kind, metadata } = owner;
	const { name, uid } = metadata;
	const { controller = false, blockOwnerDeletion = controller } = options;
	for (const [member, value] of Object.entries({ apiVersion, kind, name, uid })) {
		if (typeof value !== "string" || value === "") {
			throw new TypeError(`an owner must be an object that the server has stored, but this one has no ${member}`);
		}
	}
	return {
		apiVersion,
		kind,
		name: name as string,
		uid: uid as string,
		...(controller && { controller }),
		...(blockOwnerDeletion && { blockOwnerDeletion }),
	};
}

/** Whether two references name one owner: the same object, or one that has taken its place. The version does not matter. */
export function isSameOwner(a: OwnerReference, b: OwnerReference): boolean {
	return a.uid === b.uid || (a.name === b.name && a.kind === b.kind && groupOf(a) === groupOf(b));
}

function groupOf({ apiVersion }: OwnerReference): string {
	return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}
