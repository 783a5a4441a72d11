import type { KubernetesObject } from "./kubernetes-object.ts";

/** Whether objects of a kind live in namespaces (`Namespaced`) or stand for the whole cluster (`Cluster`). */
export type Scope = "Namespaced" | "Cluster";

/**
 * What the API server can be asked to do with a kind, in the server's own words.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#api-verbs
 */
export type Verb = "create" | "delete" | "deletecollection" | "get" | "list" | "patch" | "update" | "watch";

/** What an object says of its kind. */
export interface KindName {
	/** API group, such as `apps`; the empty string for the core group. */
	readonly group: string;
	/** Version within the group, such as `v1`. */
	readonly version: string;
	/** The kind's name, such as `Deployment`. */
	readonly kind: string;
}

/** What is known about a kind at run time: how it is addressed and what its endpoint answers. */
export interface ResourceDescriptor extends KindName {
	/** The name in the URL, such as `deployments`. */
	readonly plural: string;
	/** Whether objects live in namespaces. */
	readonly scope: Scope;
	/** The verbs that the kind's endpoint answers. */
	readonly verbs: readonly Verb[];
	/** The verbs of each subresource, by its name, such as `status` or `scale`. */
	readonly subresources: Readonly<Record<string, readonly Verb[]>>;
	/** The kinds of subresources that read or write another than the resource's own, by name, where they were learned from the server. */
	readonly subresourceKinds?: Readonly<Record<string, KindName>> | undefined;
}

declare const object: unique symbol;

/**
 * A kind as a value: its descriptor, typed by the object it describes.
 *
 * @example
 * ```ts
 * import { Pod } from "kubex/k8s/v1_35/core/v1";
 * Pod.plural; // => "pods"
 * ```
 */
export interface Resource<K extends KubernetesObject = KubernetesObject> extends ResourceDescriptor {
	/** Carries the object's type; never present at run time. */
	readonly [object]?: K;
}

/** The object that a resource describes: `ResourceObject<typeof Pod>` is `Pod`. */
export type ResourceObject<R> = R extends Resource<infer K> ? K : never;

/** Makes a frozen resource of a descriptor; generated models call it. */
export function resource<K extends KubernetesObject>(descriptor: ResourceDescriptor): Resource<K> {
	for (const verbs of Object.values(descriptor.subresources)) Object.freeze(verbs);
	Object.freeze(descriptor.verbs);
	Object.freeze(descriptor.subresources);
	return Object.freeze(descriptor);
}

/** The `apiVersion` of a resource's objects: `apps/v1`, or `v1` in the core group. */
export function apiVersionOf(descriptor: Pick<ResourceDescriptor, "group" | "version">): string {
	return descriptor.group === "" ? descriptor.version : `${descriptor.group}/${descriptor.version}`;
}
