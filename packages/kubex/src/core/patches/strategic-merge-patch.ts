import type { KubernetesObject, traits } from "../kubernetes-object.ts";
import type { QuantityInput, quantity } from "../meta/quantity.ts";
import type { BuiltInApiVersion } from "./built-in-groups.ts";
import type { Patch } from "./patch.ts";

export const strategicMergePatchType = "application/strategic-merge-patch+json";

/** An object of a built-in kind: only those know strategies. */
export interface BuiltInObject extends KubernetesObject {
	apiVersion: BuiltInApiVersion;
}

/** What an object in a strategic merge patch may say beside its members. */
export interface StrategicDirectives {
	/** What is done with the object, or with this item of a list. Default: it is merged. */
	$patch?: "merge" | "replace" | "delete";
	/** The members that are kept, of a union such as `spec.strategy`. */
	$retainKeys?: readonly string[];
	/** The order that the items of a list end in, each by its key. */
	[setElementOrder: `$setElementOrder/${string}`]: readonly unknown[];
	/** What is taken out of a list of plain values. */
	[deleteFromPrimitiveList: `$deleteFromPrimitiveList/${string}`]: readonly unknown[];
}

/** A member of an object in a strategic merge patch: objects are merged, and so are the items of lists that have a merge key. */
export type StrategicMergePatchValue<T> = T extends string
	? typeof quantity extends keyof T
		? QuantityInput
		: T
	: T extends readonly (infer E)[]
		? StrategicMergePatchValue<E>[]
		: T extends object
			? StrategicMergePatchObject<T>
			: T;

/** Some members of an object, each with what becomes of it; `null` removes it. */
export type StrategicMergePatchObject<T extends object> = {
	[P in keyof T as P extends typeof traits ? never : P]?: StrategicMergePatchValue<T[P]> | null;
} & StrategicDirectives;

/** What a strategic merge patch says of an object of the built-in kind `K`. */
export type StrategicMergePatchBody<K extends BuiltInObject> = StrategicMergePatchObject<K>;

/** A strategic merge patch: see {@link strategicMergePatch}. */
export interface StrategicMergePatch<K extends BuiltInObject = BuiltInObject> extends Patch<K> {
	readonly mediaType: "application/strategic-merge-patch+json";
}

/**
 * Changes the members that it names as the kind's own strategies say: objects are merged, `null` removes a member, and the
 * items of many lists, such as containers, are merged by their key. Custom resources have no strategies, so the server refuses it
 * for them, and the types do.
 *
 * @example
 * ```ts
 * await deployments.patch(
 *   "web",
 *   strategicMergePatch({ spec: { template: { spec: { containers: [{ name: "main", image: "nginx:2" }] } } } }),
 * );
 * ```
 *
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
 */
export function strategicMergePatch<K extends BuiltInObject = BuiltInObject>(
	body: StrategicMergePatchBody<NoInfer<K>>,
): StrategicMergePatch<K> {
	return { mediaType: strategicMergePatchType, body };
}
