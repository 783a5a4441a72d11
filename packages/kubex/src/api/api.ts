import type { Client } from "../client/client.ts";
import type { KubernetesObject, ScopeOf, VerbsOf } from "../core/kubernetes-object.ts";
import type { NotAllowed } from "../core/not-allowed.ts";
import type { PartialObjectMetadata, Representation } from "../core/partial-object-metadata.ts";
import type { Resource, Verb } from "../core/resource.ts";
import { ApiImplementation } from "./api-implementation.ts";
import type { CollectionDeleter, Creator, Deleter, Getter, Lister, Replacer } from "./capabilities.ts";
import type { Applier, Patcher } from "./patching.ts";
import type { AnySubresource, ObjectSubresource, SubresourceMember } from "./subresources/subresource-types.ts";
import type { Watchable } from "./watch.ts";

/** Where an `Api` sends its calls. */
export type ApiOptions<K extends KubernetesObject> = { readonly client: Client } & (ScopeOf<K> extends "Cluster"
	? { readonly namespace?: NotAllowed<"a cluster-scoped kind has no namespace"> | undefined }
	: {
			/** The namespace of calls that name none; `null` for all, which only reading and watching a collection can do. Default: the client's. */
			readonly namespace?: string | null | undefined;
		});

type If<Condition extends boolean, Then> = Condition extends true ? Then : unknown;
type HasVerb<K, V extends Verb> = Extract<V, VerbsOf<K>> extends never ? false : true;

/** What every `Api` has, and its `metadata` as well. */
export interface ApiBase<K extends KubernetesObject> {
	/** The kind. */
	readonly resource: Resource<K>;
	readonly client: Client;
	/** The namespace of calls that name none; `null` for all, `undefined` for a cluster-scoped kind. */
	readonly namespace: string | null | undefined;
	/** Whether the calls are about objects, or about their metadata alone. */
	readonly representation: Representation;
}

type Reading<K extends KubernetesObject> = ApiBase<K> &
	If<HasVerb<K, "get">, Getter<K>> &
	If<HasVerb<K, "list">, Lister<K>> &
	If<HasVerb<K, "watch">, Watchable<K>>;

/**
 * The calls of one kind whose objects are read as metadata alone: those that the kind has, and no others.
 *
 * @example
 * ```ts
 * const metadata: MetadataApi<Pod> = pods.metadata;
 * (await metadata.get("my-pod")).metadata.name; // => "my-pod"
 * ```
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches
 */
export type MetadataApi<K extends KubernetesObject> = Reading<PartialObjectMetadata<K>> &
	If<HasVerb<K, "patch">, Patcher<PartialObjectMetadata<K>>> &
	If<HasVerb<K, "delete">, Deleter<PartialObjectMetadata<K>>> &
	If<HasVerb<K, "deletecollection">, CollectionDeleter<PartialObjectMetadata<K>>>;

/** What there is of a kind as metadata alone: far less to send, to parse and to keep. */
export interface MetadataReading<K extends KubernetesObject> {
	/**
	 * Reads, watches, patches and deletes objects, and has no more than their metadata sent.
	 *
	 * @example
	 * ```ts
	 * const list = await pods.metadata.list();
	 * list.items.map(({ metadata }) => metadata.name); // => ["my-pod", "web"]
	 * ```
	 *
	 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches
	 */
	readonly metadata: MetadataApi<K>;
}

/**
 * What lists and watches one kind, be it as objects or as metadata: an `Api`, or its `metadata`. Informers and watchers ask for it.
 *
 * @example
 * ```ts
 * const sources: ListWatch<Pod> = pods;
 * const small: ListWatch<PartialObjectMetadata<Pod>> = pods.metadata;
 * ```
 */
export type ListWatch<K extends KubernetesObject> = ApiBase<K> & Lister<K> & Watchable<K>;

/**
 * The calls of one kind: those that the kind has, and no others.
 *
 * @example
 * ```ts
 * const pods: Api<Pod> = new Api(Pod, { client, namespace: "default" });
 * const pod = await pods.get("my-pod");
 * ```
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/
 */
export type Api<K extends KubernetesObject> = Reading<K> &
	If<HasVerb<K, "get" | "list" | "watch">, MetadataReading<K>> &
	If<HasVerb<K, "create">, Creator<K>> &
	If<HasVerb<K, "update">, Replacer<K>> &
	If<HasVerb<K, "patch">, Patcher<K> & Applier<K>> &
	If<HasVerb<K, "delete">, Deleter<K>> &
	If<HasVerb<K, "deletecollection">, CollectionDeleter<K>> &
	SubresourceMember<K, "status"> &
	SubresourceMember<K, "scale"> &
	SubresourceMember<K, "eviction"> &
	SubresourceMember<K, "ephemeralcontainers", "ephemeralContainers"> &
	SubresourceMember<K, "resize"> &
	SubresourceMember<K, "binding"> &
	SubresourceMember<K, "token"> &
	SubresourceMember<K, "finalize"> &
	SubresourceMember<K, "approval"> &
	SubresourceMember<K, "proxy"> &
	SubresourceMember<K, "log", "logs"> &
	If<[ObjectSubresource<K>] extends [never] ? false : true, AnySubresource<K>>;

/** Makes the `Api` of a kind. */
export interface ApiConstructor {
	/**
	 * @throws TypeError for a namespace on a cluster-scoped kind, or for one that cannot be a namespace's name.
	 */
	new <K extends KubernetesObject>(resource: Resource<K>, options: ApiOptions<K>): Api<K>;
}

export const Api: ApiConstructor = ApiImplementation as unknown as ApiConstructor;
