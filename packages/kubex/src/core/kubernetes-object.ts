import type { ObjectMeta } from "./meta/object-meta.ts";
import type { Scope, Verb } from "./resource.ts";

/** The key under which a kind carries its traits in the type system; nothing exists under it at run time. */
export declare const traits: unique symbol;

/** What the API server offers for a kind, as types: `Api` derives its members from it. */
export interface Traits {
	/** Whether objects of the kind live in namespaces. */
	readonly scope: Scope;
	/** The verbs that the kind's endpoint answers. */
	readonly verbs: Verb;
	/** The kind's subresources by name, each with the object that it reads and writes. */
	readonly subresources: object;
}

/** The least that an object of any kind has. */
export interface KubernetesObject {
	/** Group and version, such as `apps/v1`; `v1` for the core group. */
	apiVersion: string;
	/** The kind's name, such as `Deployment`. */
	kind: string;
	/** Name, labels, owners and the server's book-keeping. */
	metadata: ObjectMeta;
	/** Carries the kind's {@link Traits} in the type system; never present at run time. */
	readonly [traits]?: Traits;
}

/**
 * The traits of a kind. One whose type declares none may have every verb; whether it lives in namespaces shows in its metadata, and
 * whether it has the subresource `status` in its members.
 */
export type TraitsOf<K> = K extends { readonly [traits]?: infer T }
	? Exclude<T, undefined> extends Traits
		? Exclude<T, undefined>
		: UndeclaredTraits<K>
	: UndeclaredTraits<K>;

interface UndeclaredTraits<K> {
	readonly scope: K extends { metadata: { namespace: string } } ? "Namespaced" : Scope;
	readonly verbs: Verb;
	readonly subresources: "status" extends keyof K ? { readonly status: K } : {};
}

/** Whether objects of kind `K` live in namespaces. */
export type ScopeOf<K> = TraitsOf<K>["scope"];

/** The verbs that kind `K` has. */
export type VerbsOf<K> = TraitsOf<K>["verbs"];

/** The subresources of kind `K` by name. */
export type SubresourcesOf<K> = TraitsOf<K>["subresources"];
