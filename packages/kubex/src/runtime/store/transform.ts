import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { StoredObject } from "./stored-object.ts";

/**
 * Makes of an object what is kept of it. It is called once for each state that is taken in, and may change and return what
 * it is given; `metadata` must keep `name`, `namespace`, `uid` and `resourceVersion`.
 */
export type Transform<K extends KubernetesObject, T extends StoredObject> = (object: K) => T;

const identity = ["name", "namespace", "uid", "resourceVersion"] as const;

/**
 * What is kept of an object.
 *
 * @throws TypeError when the transform has changed which object it is, and whatever it throws.
 */
export function transformed<K extends KubernetesObject, T extends StoredObject>(
	object: K,
	transform: Transform<K, T> | undefined,
): T {
	// Without a transform the two types are the same one.
	if (transform === undefined) return object as unknown as T;
	// Read before the call, which may change the object itself.
	const { name, namespace, uid, resourceVersion } = object.metadata;
	const before = { name, namespace, uid, resourceVersion };
	const kept = transform(object);
	for (const member of identity) {
		if (kept.metadata[member] === before[member]) continue;
		const [was, is] = [before[member], kept.metadata[member]].map((value) => JSON.stringify(value) ?? "undefined");
		throw new TypeError(`a transform must keep metadata.${member}: ${was} became ${is}`);
	}
	return kept;
}
