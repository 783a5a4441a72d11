import { type DeletionOptions, deletionBody } from "./deletion-options.ts";
import { type GetOptions, getQuery, type ListOptions, listQuery } from "./read-options.ts";
import type { ApiRequest } from "./request.ts";
import type { KindName, ResourceDescriptor } from "./resource.ts";
import { collectionPath, objectPath } from "./resource-path.ts";
import { type WatchOptions, watchQuery } from "./watch-options.ts";
import { withType } from "./with-type.ts";
import { type WriteOptions, writeQuery } from "./write-options.ts";

/** Which objects a request is about: a kind, and the namespace where it has any. */
export interface RequestScope {
	readonly resource: ResourceDescriptor;
	/** `undefined` for a cluster-scoped kind, and for all namespaces. */
	readonly namespace: string | undefined;
}

/** A part of an object that has an endpoint of its own, and the kind of what it reads and writes. */
export interface SubresourceTarget {
	readonly name: string;
	readonly kind: KindName;
}

/** Asks for one object, or for a subresource of it. */
export function getRequest(scope: RequestScope, name: string, options: GetOptions, subresource?: string): ApiRequest {
	return { method: "GET", path: objectPath(scope.resource, scope.namespace, name, subresource), query: getQuery(options) };
}

/** Asks for the objects of a collection, or a page of them. */
export function listRequest(scope: RequestScope, options: ListOptions): ApiRequest {
	return { method: "GET", path: collectionPath(scope.resource, scope.namespace), query: listQuery(options) };
}

/** Asks for what happens to the objects of a collection. */
export function watchRequest(scope: RequestScope, options: WatchOptions): ApiRequest {
	return { method: "GET", path: collectionPath(scope.resource, scope.namespace), query: watchQuery(options) };
}

/** Sends a new object; `apiVersion` and `kind` are filled in where it has none. */
export function createRequest(scope: RequestScope, object: object, options: WriteOptions): ApiRequest {
	return {
		method: "POST",
		path: collectionPath(scope.resource, scope.namespace),
		query: writeQuery(options),
		body: withType(scope.resource, object),
	};
}

/** Sends an object, or a subresource of kind `kind`, in the place of the one that is stored. */
export function replaceRequest(
	scope: RequestScope,
	name: string,
	object: object,
	options: WriteOptions,
	subresource?: SubresourceTarget,
): ApiRequest {
	return {
		method: "PUT",
		path: objectPath(scope.resource, scope.namespace, name, subresource?.name),
		query: writeQuery(options),
		body: withType(subresource?.kind ?? scope.resource, object),
	};
}

/** Sends a new object to a subresource; it is called like the object that it belongs to. */
export function createSubresourceRequest(
	scope: RequestScope,
	name: string,
	object: object,
	options: WriteOptions,
	subresource: SubresourceTarget,
): ApiRequest {
	const body = withType(subresource.kind, object) as { readonly metadata?: object };
	return {
		method: "POST",
		path: objectPath(scope.resource, scope.namespace, name, subresource.name),
		query: writeQuery(options),
		body: { ...body, metadata: { name, ...body.metadata } },
	};
}

/** Asks for an object's deletion. */
export function deleteRequest(scope: RequestScope, name: string, options: DeletionOptions): ApiRequest {
	return { method: "DELETE", path: objectPath(scope.resource, scope.namespace, name), body: deletionBody(options) };
}

/** Asks for the deletion of every chosen object of a collection. */
export function deleteCollectionRequest(scope: RequestScope, options: ListOptions & DeletionOptions): ApiRequest {
	return {
		method: "DELETE",
		path: collectionPath(scope.resource, scope.namespace),
		query: listQuery(options),
		body: deletionBody(options),
	};
}
