import type { Input, InputMembers } from "../core/input.ts";
import type { KubernetesObject } from "../core/kubernetes-object.ts";
import type { ObjectMeta } from "../core/meta/object-meta.ts";

/** What is to be stored under a name that is known: an input that need not say it, and without labels and the like no metadata at all. */
export type Desired<K extends KubernetesObject> = { metadata?: ObjectMeta } & InputMembers<K>;

/** What a function makes of an object: it changes the object, or returns another one. */
export type Revised<K extends KubernetesObject> = Input<K> | void | Promise<Input<K> | void>;

/** A revision of an object: what is to be stored in its place, or the object itself, since it is as it was. */
export type Revision<K extends KubernetesObject> =
	| { readonly isChanged: true; readonly object: Input<K> }
	| { readonly isChanged: false; readonly object: K };

/**
 * Has an object changed, and guards the result with the state that was read.
 *
 * @throws TypeError when the object is no longer the same one: another name, namespace or uid.
 */
export async function revise<K extends KubernetesObject>(
	current: K,
	change: (object: K) => Revised<K> | Desired<K> | Promise<Desired<K>>,
): Promise<Revision<K>> {
	const { kind } = current;
	const { name, namespace, resourceVersion, uid } = current.metadata;
	const before = JSON.stringify(current);
	const revised = ((await change(current)) ?? current) as Desired<K>;
	for (const [member, was] of Object.entries({ name, namespace, uid })) {
		const is = revised.metadata?.[member as "name" | "namespace" | "uid"];
		if (is !== undefined && is !== was) {
			throw new TypeError(`a change must not give the ${kind} ${JSON.stringify(name)} another ${member}: ${JSON.stringify(is)}`);
		}
	}
	if (JSON.stringify(revised) === before) return { isChanged: false, object: revised as unknown as K };
	// Without the version, the write would undo what somebody else has written since.
	return { isChanged: true, object: withMetadata(revised, { name, resourceVersion }) };
}

/** What is desired, with the metadata that is known besides. */
export function withMetadata<K extends KubernetesObject>(desired: Desired<K>, known: object): Input<K> {
	return { ...desired, metadata: { ...desired.metadata, ...known } };
}
