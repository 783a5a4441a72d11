import type { KubernetesObject } from "../kubernetes-object.ts";

/** The key under which a patch carries the type of its objects; nothing exists under it at run time. */
export declare const patched: unique symbol;

/**
 * A change of an object as a value: what is sent and how the server is to read it. `mergePatch`, `strategicMergePatch`,
 * `jsonPatch` and `applyPatch` make the four that Kubernetes knows; any other object of this form is sent as it is.
 *
 * @typeParam K - The objects that the patch fits; one that fits every object fits a Pod as well.
 * @typeParam M - Its media type, where it is known.
 *
 * @example
 * ```ts
 * const relabel: Patch = { mediaType: "application/merge-patch+json", body: { metadata: { labels: { a: "b" } } } };
 * ```
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#patch-and-apply
 */
export interface Patch<K extends KubernetesObject = KubernetesObject, M extends string = string> {
	/** How the server is to read the body. */
	readonly mediaType: M;
	/** A JSON value. */
	readonly body: unknown;
	/** Carries the objects' type; never present at run time. */
	readonly [patched]?: ((object: K) => void) | undefined;
}
