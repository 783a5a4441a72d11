import { type DeletionOptions, deletionBody } from "./deletion-options.ts";
import { type GetOptions, getQuery, type ListOptions, listQuery } from "./read-options.ts";
import type { ApiRequest } from "./request.ts";
import { apiVersionOf, type ResourceDescriptor } from "./resource.ts";
import { collectionPath, objectPath } from "./resource-path.ts";
import { type WatchOptions, watchQuery } from "./watch-options.ts";
import { type WriteOptions, writeQuery } from "./write-options.ts";

/** Which objects a request is about: a kind, and the namespace where it has any. */
export interface RequestScope {
	readonly resource: ResourceDescriptor;
	/** `undefined` for a cluster-scoped kind, and for all namespaces. */
	readonly namespace: string | undefined;
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
		body: typed(scope.resource, object),
	};
}

/** Sends an object, or a subresource of kind `kind`, in the place of the one that is stored. */
export function replaceRequest(
	scope: RequestScope,
	name: string,
	object: object,
	options: WriteOptions,
	subresource?: { readonly name: string; readonly kind: Pick<ResourceDescriptor, "group" | "version" | "kind"> },
): ApiRequest {
	return {
		method: "PUT",
		path: objectPath(scope.resource, scope.namespace, name, subresource?.name),
		query: writeQuery(options),
		body: typed(subresource?.kind ?? scope.resource, object),
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

/** Custom resources and server-side apply refuse a body that does not say what it is. */
function typed(kind: Pick<ResourceDescriptor, "group" | "version" | "kind">, object: object): object {
	if (typeof object !== "object" || object === null || Array.isArray(object)) {
		throw new TypeError(
			`a ${kind.kind} must be an object, not ${Array.isArray(object) ? "an array" : object === null ? "null" : typeof object}`,
		);
	}
	const { apiVersion = apiVersionOf(kind), kind: name = kind.kind, ...rest } = object as { apiVersion?: unknown; kind?: unknown };
	return { apiVersion, kind: name, ...rest };
}
