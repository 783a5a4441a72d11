import type { StoredObject } from "./stored-object.ts";

/**
 * The key of an object among those of its kind: `namespace/name`, or `name` where it belongs to the whole cluster.
 *
 * @throws TypeError for an object without a name, or a name that no object can have.
 *
 * @example
 * ```ts
 * keyOf(await pods.get("web")); // => "default/web"
 * ```
 */
export function keyOf(object: StoredObject): string {
	const { name, namespace } = object.metadata;
	if (name === undefined) throw new TypeError("an object without a name has no key");
	return objectKey(name, namespace);
}

/**
 * The key of the object of a name.
 *
 * @throws TypeError when one of them has a slash: the key would be that of another object.
 */
export function objectKey(name: string, namespace: string | undefined): string {
	if (name.includes("/")) throw new TypeError(`the name ${JSON.stringify(name)} must not contain "/"`);
	if (namespace === undefined || namespace === "") return name;
	if (namespace.includes("/")) throw new TypeError(`the namespace ${JSON.stringify(namespace)} must not contain "/"`);
	return `${namespace}/${name}`;
}
