import type { KubernetesObject, traits } from "./kubernetes-object.ts";
import type { ObjectMeta, StoredMeta } from "./meta/object-meta.ts";
import type { QuantityInput, quantity } from "./meta/quantity.ts";

/**
 * A value of a model on its way to the server: quantities may be numbers, and embedded objects need none of what the
 * server fills in.
 */
export type InputValue<T> = T extends string
	? typeof quantity extends keyof T
		? QuantityInput
		: T
	: T extends readonly (infer E)[]
		? InputValue<E>[]
		: T extends KubernetesObject
			? Input<T>
			: T extends object
				? InputObject<T>
				: T;

/** The members of a model's object, each on its way to the server. */
export type InputObject<T extends object> = { [P in keyof T]: InputValue<T[P]> };

/** Metadata as a user sends it; only kinds that the server stores need any. */
type InputMeta<K extends KubernetesObject> = K["metadata"] extends StoredMeta
	? { metadata: ObjectMeta }
	: { metadata?: ObjectMeta };

/**
 * What a user sends where the server answers with `K`: `apiVersion`, `kind` and `status` may be absent, and so may be all
 * that the server fills in, such as `metadata.uid`. An object that was read is an input as well.
 *
 * @example
 * ```ts
 * const draft: Input<Pod> = {
 *   metadata: { generateName: "example-" },
 *   spec: { containers: [{ name: "example", image: "nginx", resources: { limits: { cpu: 1 } } }] },
 * };
 * ```
 */
export type Input<K extends KubernetesObject> = InputMeta<K> & InputMembers<K>;

/** An input without its metadata. */
export type InputMembers<K extends KubernetesObject> = {
	[P in keyof K as P extends "apiVersion" | "kind" | "status" ? P : never]?: InputValue<K[P]>;
} & {
	[P in keyof K as P extends "apiVersion" | "kind" | "status" | "metadata" | typeof traits ? never : P]: InputValue<K[P]>;
};
