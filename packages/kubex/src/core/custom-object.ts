import type { traits } from "./kubernetes-object.ts";
import type { NamespacedMeta, StoredMeta } from "./meta/object-meta.ts";
import type { Scale } from "./meta/scale.ts";
import type { Scope, Verb } from "./resource.ts";

/**
 * What the type of a custom kind extends, written by hand: it says what the server offers for the kind, so that `Api` has those
 * members and no others. {@link defineResource} makes the value that goes with it.
 *
 * @typeParam S - Whether objects of the kind live in namespaces.
 * @typeParam Sub - The names of the kind's subresources, such as `"status" | "scale"`.
 *
 * @example
 * ```ts
 * interface Widget extends CustomObject<"Namespaced", "status"> {
 *   apiVersion: "example.com/v1";
 *   kind: "Widget";
 *   spec: { size: number };
 *   status?: { ready: boolean };
 * }
 * ```
 *
 * @see https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/custom-resources/
 */
export interface CustomObject<S extends Scope = "Namespaced", Sub extends string = never> {
	/** Group and version, such as `example.com/v1`. */
	apiVersion: string;
	/** The kind's name, such as `Widget`. */
	kind: string;
	/** Name, labels, owners and the server's book-keeping. */
	metadata: S extends "Cluster" ? StoredMeta : NamespacedMeta;
	/** What the server offers for the kind; never present at run time. */
	readonly [traits]?: CustomTraits<S, Sub, this>;
}

/** The traits of a custom kind `K`. */
export interface CustomTraits<S extends Scope, Sub extends string, K> {
	readonly scope: S;
	readonly verbs: Verb;
	readonly subresources: { readonly [P in Sub]: P extends "scale" ? Scale : K };
}
