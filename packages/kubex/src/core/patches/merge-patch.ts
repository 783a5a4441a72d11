import type { InputValue } from "../input.ts";
import type { KubernetesObject, traits } from "../kubernetes-object.ts";
import type { QuantityInput, quantity } from "../meta/quantity.ts";
import type { Patch } from "./patch.ts";

export const mergePatchType = "application/merge-patch+json";

/** A member of an object in a merge patch: objects are merged, anything else, lists included, is put in the place of what was there. */
export type MergePatchValue<T> = T extends string
	? typeof quantity extends keyof T
		? QuantityInput
		: T
	: T extends readonly unknown[]
		? InputValue<T>
		: T extends object
			? MergePatchObject<T>
			: T;

/** Some members of an object, each with what becomes of it; `null` removes it. */
export type MergePatchObject<T extends object> = {
	[P in keyof T as P extends typeof traits ? never : P]?: MergePatchValue<T[P]> | null;
};

/**
 * What a merge patch says of an object of kind `K`: the members that change, `null` for those that go.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7386
 */
export type MergePatchBody<K extends KubernetesObject> = MergePatchObject<K>;

/** A merge patch: see {@link mergePatch}. */
export interface MergePatch<K extends KubernetesObject = KubernetesObject> extends Patch<K> {
	readonly mediaType: "application/merge-patch+json";
}

/**
 * Changes the members that it names: objects are merged, `null` removes a member, and a list replaces the whole list. A member
 * that is `undefined` is left alone. With `metadata.resourceVersion` it fails with a `ConflictError` when somebody else wrote
 * in between.
 *
 * @example
 * ```ts
 * await pods.patch("web", mergePatch({ metadata: { labels: { tier: "b", app: null } } }));
 * // -> PATCH /api/v1/namespaces/default/pods/web
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc7386
 */
export function mergePatch<K extends KubernetesObject = KubernetesObject>(body: MergePatchBody<NoInfer<K>>): MergePatch<K> {
	return { mediaType: mergePatchType, body };
}
