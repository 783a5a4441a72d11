import type { KubernetesObject } from "../../core/kubernetes-object.ts";

/**
 * A transform that forgets `metadata.managedFields`, often half of an object, which hardly any reader looks at. It changes
 * the object itself, which nobody else has seen yet.
 *
 * @example
 * ```ts
 * dropManagedFields(await pods.get("web")).metadata.managedFields; // => undefined
 * ```
 */
export function dropManagedFields<K extends KubernetesObject>(object: K): K {
	// The server writes it last, and the last member can be deleted without making the object a slow dictionary.
	delete object.metadata.managedFields;
	return object;
}
