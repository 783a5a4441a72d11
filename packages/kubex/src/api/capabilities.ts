import type { CallOptions } from "../core/call-options.ts";
import type { DeletionOptions } from "../core/deletion-options.ts";
import type { Input } from "../core/input.ts";
import type { KubernetesObject, ScopeOf } from "../core/kubernetes-object.ts";
import type { List } from "../core/meta/list.ts";
import type { Status } from "../core/meta/status.ts";
import type { NotAllowed } from "../core/not-allowed.ts";
import type { GetOptions, ListOptions } from "../core/read-options.ts";
import type { WriteOptions } from "../core/write-options.ts";
import type { Page, PageOptions } from "./pages.ts";

/** Where an object of kind `K` is; kinds that belong to the whole cluster take no namespace. */
export type InNamespace<K> =
	ScopeOf<K> extends "Cluster"
		? { readonly namespace?: NotAllowed<"a cluster-scoped kind has no namespace"> | undefined }
		: {
				/** Default: the Api's namespace, else the client's. */
				readonly namespace?: string | undefined;
			};

/** Where objects of kind `K` are: one namespace, or `null` for all of them. */
export type InNamespaces<K> =
	ScopeOf<K> extends "Cluster"
		? { readonly namespace?: NotAllowed<"a cluster-scoped kind has no namespace"> | undefined }
		: {
				/** `null` for all namespaces. Default: the Api's namespace, else the client's. */
				readonly namespace?: string | null | undefined;
			};

/** Reads single objects. */
export interface Getter<K extends KubernetesObject> {
	/**
	 * Reads an object.
	 *
	 * @throws NotFoundError when there is none of this name; every call also throws as `Client.request` does.
	 *
	 * @example
	 * ```ts
	 * const pod = await pods.get("web");
	 * ```
	 */
	get(name: string, options?: GetOptions & CallOptions & InNamespace<K>): Promise<K>;

	/**
	 * Reads an object; `undefined` when there is none of this name. A namespace that does not exist has none either.
	 *
	 * @throws NotFoundError when the server does not serve the kind.
	 *
	 * @example
	 * ```ts
	 * const pod = await pods.getOrUndefined("nope");
	 * pod?.status?.phase; // => undefined
	 * ```
	 */
	getOrUndefined(name: string, options?: GetOptions & CallOptions & InNamespace<K>): Promise<K | undefined>;

	/**
	 * Whether there is an object of this name.
	 *
	 * @throws NotFoundError when the server does not serve the kind.
	 *
	 * @example
	 * ```ts
	 * await pods.exists("web"); // => true
	 * ```
	 */
	exists(name: string, options?: CallOptions & InNamespace<K>): Promise<boolean>;
}

/** Reads collections. */
export interface Lister<K extends KubernetesObject> {
	/**
	 * Reads the objects of a collection, or one page of them.
	 *
	 * @throws ExpiredError when a `continueToken` or an exact `resourceVersion` is older than the server's history.
	 *
	 * @example
	 * ```ts
	 * const list = await pods.list({ labelSelector: { app: "nginx" }, limit: 100 });
	 * list.items[0]?.metadata.name;
	 * ```
	 */
	list(options?: ListOptions & CallOptions & InNamespaces<K>): Promise<List<K>>;

	/**
	 * Reads a collection page by page; all pages show the state of the first. The timeout holds for each page.
	 *
	 * @throws ExpiredError when the server has forgotten that state, unless `onExpired` says otherwise.
	 *
	 * @example
	 * ```ts
	 * for await (const page of pods.pages({ limit: 500 })) console.log(page.items.length);
	 * ```
	 */
	pages(options?: PageOptions & CallOptions & InNamespaces<K>): AsyncIterableIterator<Page<K>>;

	/**
	 * Reads the objects of a collection one by one, in pages of 500 unless `limit` says otherwise.
	 *
	 * With `onExpired: "restart"` objects come again after a restart.
	 *
	 * @throws ExpiredError as `pages` does.
	 *
	 * @example
	 * ```ts
	 * for await (const pod of pods.items({ namespace: null })) console.log(pod.metadata.name);
	 * ```
	 */
	items(options?: PageOptions & CallOptions & InNamespaces<K>): AsyncIterableIterator<K>;
}

/** Creates objects. */
export interface Creator<K extends KubernetesObject> {
	/**
	 * Creates an object.
	 *
	 * @param object - `apiVersion` and `kind` may be absent; `metadata` needs a `name` or a `generateName`.
	 * @throws AlreadyExistsError when there is one of this name, UnprocessableEntityError when it is invalid.
	 *
	 * @example
	 * ```ts
	 * const created = await configMaps.create({ metadata: { generateName: "settings-" }, data: { color: "blue" } });
	 * created.metadata.name; // such as "settings-7g4k2"
	 * ```
	 */
	create(object: Input<K>, options?: WriteOptions & CallOptions & InNamespace<K>): Promise<K>;
}

/** Replaces objects. */
export interface Replacer<K extends KubernetesObject> {
	/**
	 * Puts an object in the place of the stored one.
	 *
	 * @param object - With the `metadata.resourceVersion` that was read, the call fails when somebody else wrote in between.
	 * @throws ConflictError when `resourceVersion` is stale, UnprocessableEntityError when the object is invalid.
	 *
	 * @example
	 * ```ts
	 * const current = await pods.get("web");
	 * current.metadata.labels = { ...current.metadata.labels, env: "staging" };
	 * await pods.replace("web", current);
	 * ```
	 */
	replace(name: string, object: Input<K>, options?: WriteOptions & CallOptions & InNamespace<K>): Promise<K>;
}

/** Deletes single objects. */
export interface Deleter<K extends KubernetesObject> {
	/**
	 * Deletes an object. The answer is a Status when it is gone, and the object when it still has to end; `isStatus` tells them
	 * apart. Some kinds answer with the object either way.
	 *
	 * @throws NotFoundError when there is none of this name, ConflictError when a precondition does not hold.
	 *
	 * @example
	 * ```ts
	 * await pods.delete("web", { gracePeriodSeconds: 0, propagationPolicy: "Foreground" });
	 * ```
	 */
	delete(name: string, options?: DeletionOptions & CallOptions & InNamespace<K>): Promise<Status | K>;
}

/** Deletes collections. */
export interface CollectionDeleter<K extends KubernetesObject> {
	/**
	 * Deletes every chosen object of one namespace, or of the cluster for a cluster-scoped kind: all of them when no selector
	 * is given. The answer lists what was deleted, or is a Status.
	 *
	 * @example
	 * ```ts
	 * await pods.deleteCollection({ labelSelector: { app: "example-batch" } });
	 * // -> DELETE /api/v1/namespaces/default/pods?labelSelector=app=example-batch
	 * ```
	 */
	deleteCollection(options?: ListOptions & DeletionOptions & CallOptions & InNamespace<K>): Promise<Status | List<K>>;
}
