import type { KubernetesObject, traits } from "../kubernetes-object.ts";
import type { OwnerReference } from "../meta/object-meta.ts";
import type { QuantityInput, quantity } from "../meta/quantity.ts";
import type { NotAllowed } from "../not-allowed.ts";

/** A member of what is applied. */
export type ApplyValue<T> = T extends string
	? typeof quantity extends keyof T
		? QuantityInput
		: T
	: T extends readonly (infer E)[]
		? ApplyValue<E>[]
		: T extends object
			? ApplyObject<T>
			: T;

/** Those members of an object that the manager has an opinion on. */
export type ApplyObject<T extends object> = { [P in keyof T as P extends typeof traits ? never : P]?: ApplyValue<T[P]> };

/** The metadata of what is applied. */
export interface ApplyMeta {
	annotations?: Record<string, string>;
	/** A set. */
	finalizers?: string[];
	labels?: Record<string, string>;
	/** Never sent: an object that was read cannot be applied as it is; `extract` makes a configuration of it. */
	managedFields?: NotAllowed<"an object that was read cannot be applied as it is: it would own every field; extract() gives those that are yours">;
	name: string;
	namespace?: string;
	/** A map with the key `uid`. */
	ownerReferences?: OwnerReference[];
	/** With it the call fails with a `ConflictError` when somebody else wrote in between, or when there is no such object. */
	resourceVersion?: string;
}

/**
 * What a manager applies to an object of kind `K`: all that it has an opinion on, and nothing else. A field that it leaves out
 * and owned before is given up, and removed when nobody else owns it.
 *
 * @example
 * ```ts
 * const configuration: ApplyConfiguration<Deployment> = { metadata: { name: "web" }, spec: { replicas: 3 } };
 * await deployments.apply(configuration, { fieldManager: "scaler", force: true });
 * ```
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/
 */
export type ApplyConfiguration<K extends KubernetesObject> = Omit<SubresourceConfiguration<K>, "status">;

/** What a manager applies to a subresource whose endpoint reads and writes `S`; its status as well. */
export type SubresourceConfiguration<S extends KubernetesObject> = { metadata: ApplyMeta } & {
	[P in keyof S as P extends "metadata" | typeof traits ? never : P]?: ApplyValue<S[P]>;
};
