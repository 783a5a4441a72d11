import type { Client } from "../client/client.ts";
import type { CallOptions } from "../core/call-options.ts";
import type { DeletionOptions } from "../core/deletion-options.ts";
import { NotFoundError } from "../core/errors/api-errors.ts";
import { ProtocolError } from "../core/errors/protocol-error.ts";
import { UnsupportedOperationError } from "../core/errors/unsupported-operation-error.ts";
import type { KubernetesObject } from "../core/kubernetes-object.ts";
import type { List } from "../core/meta/list.ts";
import { isStatus, type Status } from "../core/meta/status.ts";
import {
	deleteCollectionRequest,
	deleteRequest,
	getRequest,
	listRequest,
	type RequestScope,
	watchRequest,
} from "../core/object-request.ts";
import { metadataMediaType, type Representation } from "../core/partial-object-metadata.ts";
import type { Patch } from "../core/patches/patch.ts";
import type { PatchOptions } from "../core/patches/patch-options.ts";
import { patchRequest } from "../core/patches/patch-request.ts";
import { pathSegment } from "../core/path-segment.ts";
import type { GetOptions, ListOptions } from "../core/read-options.ts";
import type { ApiRequest } from "../core/request.ts";
import { apiVersionOf, type Resource, type Verb } from "../core/resource.ts";
import type { WatchEvent } from "../core/watch-event.ts";
import type { WatchOptions } from "../core/watch-options.ts";
import type { Page, PageOptions } from "./pages.ts";
import { readItems, readPages } from "./read-pages.ts";
import type { Watch } from "./watch.ts";
import { WatchConnection } from "./watch-connection.ts";
import { WatchImplementation } from "./watch-implementation.ts";

/** Where a call is; which kinds take what of it, the types say. */
export interface Namespaced {
	readonly namespace?: string | null | undefined;
}

/** The calls that are about objects or about their metadata alone, and what the other calls share with them. */
export class MetadataImplementation<K extends KubernetesObject> {
	readonly resource: Resource<K>;
	readonly client: Client;
	readonly namespace: string | null | undefined;
	readonly representation: Representation;

	constructor(
		resource: Resource<K>,
		{ client, namespace }: { readonly client: Client } & Namespaced,
		representation: Representation,
	) {
		if (resource.scope === "Cluster") {
			if (namespace !== undefined) throw new TypeError(`${resource.kind} is cluster-scoped: it has no namespace`);
		} else if (typeof namespace === "string") pathSegment(namespace, "namespace");
		this.resource = resource;
		this.client = client;
		this.namespace = resource.scope === "Cluster" ? undefined : namespace === undefined ? client.namespace : namespace;
		this.representation = representation;
	}

	async get(name: string, options: GetOptions & CallOptions & Namespaced = {}): Promise<K> {
		this.require("get");
		const request = this.#read(getRequest(this.one(options), name, options), "object");
		return this.#checked(request, await this.send(request, options), "PartialObjectMetadata") as K;
	}

	async getOrUndefined(name: string, options: GetOptions & CallOptions & Namespaced = {}): Promise<K | undefined> {
		try {
			return await this.get(name, options);
		} catch (error) {
			// A 404 of the endpoint itself has no name in its details: the resource is missing, not the object.
			if (error instanceof NotFoundError && error.status.details?.name !== undefined) return undefined;
			throw error;
		}
	}

	async exists(name: string, options: CallOptions & Namespaced = {}): Promise<boolean> {
		return (await this.getOrUndefined(name, options)) !== undefined;
	}

	async list(options: ListOptions & CallOptions & Namespaced = {}): Promise<List<K>> {
		this.require("list");
		const request = this.#read(listRequest(this.many(options), options), "list");
		return this.listOf(request, this.#checked(request, await this.send(request, options), "PartialObjectMetadataList"));
	}

	pages(options: PageOptions & CallOptions & Namespaced = {}): AsyncIterableIterator<Page<K>> {
		return readPages((page) => this.list(page), options);
	}

	items(options: PageOptions & CallOptions & Namespaced = {}): AsyncIterableIterator<K> {
		return readItems(this.pages(options));
	}

	watch(options: WatchOptions & CallOptions & Namespaced = {}): Watch<K> {
		this.require("watch");
		const request = this.#read(watchRequest(this.many(options), options), "object");
		const check = (event: WatchEvent<K>): void => void this.#checked(request, event.object, "PartialObjectMetadata");
		const connection = new WatchConnection<K>({
			request: { method: request.method, path: request.path },
			open: (signal) => this.client.stream(request, { ...options, signal }),
			check: this.representation === "metadata" ? check : undefined,
			signal: options.signal,
		});
		return new WatchImplementation(connection);
	}

	async patch(name: string, patch: Patch, options: PatchOptions & CallOptions & Namespaced = {}): Promise<K> {
		this.require("patch");
		const request = this.#read(patchRequest(this.one(options), name, patch, options), "object");
		return this.#checked(request, await this.send(request, options), "PartialObjectMetadata") as K;
	}

	async delete(name: string, options: DeletionOptions & CallOptions & Namespaced = {}): Promise<Status | K> {
		this.require("delete");
		const request = this.#read(deleteRequest(this.one(options), name, options), "object");
		const answer = await this.send(request, options);
		return isStatus(answer) ? answer : (this.#checked(request, answer, "PartialObjectMetadata") as K);
	}

	async deleteCollection(options: ListOptions & DeletionOptions & CallOptions & Namespaced = {}): Promise<Status | List<K>> {
		this.require("deletecollection");
		const request = this.#read(deleteCollectionRequest(this.one(options), options), "list");
		const answer = await this.send(request, options);
		return isStatus(answer) ? answer : this.listOf(request, this.#checked(request, answer, "PartialObjectMetadataList"));
	}

	protected async send(request: ApiRequest, options: CallOptions): Promise<object> {
		const { body, status } = await this.client.request(request, options);
		if (typeof body !== "object" || body === null || body instanceof Uint8Array) {
			throw new ProtocolError(`${request.method} ${request.path}: the answer with status ${status} is no JSON object`);
		}
		return body;
	}

	/** Items of built-in kinds come without `apiVersion` and `kind`; whoever holds one alone needs them. */
	protected listOf(request: ApiRequest, answer: object): List<K> {
		const list = answer as { items?: unknown; readonly kind?: unknown };
		// How Go writes a list without a single item in some places.
		if (list.items === null) list.items = [];
		if (!Array.isArray(list.items)) {
			throw new ProtocolError(`${request.path}: the answer of kind ${JSON.stringify(list.kind)} has no items`);
		}
		const partial = this.representation === "metadata";
		const apiVersion = partial ? "meta.k8s.io/v1" : apiVersionOf(this.resource);
		const kind = partial ? "PartialObjectMetadata" : this.resource.kind;
		const { items } = answer as List<K>;
		for (const item of items) {
			item.apiVersion ??= apiVersion;
			item.kind ??= kind;
		}
		return answer as List<K>;
	}

	protected require(verb: Verb): void {
		if (!this.resource.verbs.includes(verb))
			throw new UnsupportedOperationError(`${this.resource.kind} has no verb ${JSON.stringify(verb)}`);
	}

	/** The scope of a call for one namespace. */
	protected one(options: Namespaced): RequestScope {
		const scope = this.many(options);
		if (scope.namespace === undefined && this.resource.scope === "Namespaced") {
			throw new TypeError(
				`${this.resource.kind}: all namespaces (null) can be read and watched only; name the namespace of this call`,
			);
		}
		return scope;
	}

	/** The scope of a call that may be for all namespaces. */
	protected many({ namespace }: Namespaced): RequestScope {
		if (this.resource.scope === "Cluster") {
			if (namespace !== undefined) throw new TypeError(`${this.resource.kind} is cluster-scoped: it has no namespace`);
			return { resource: this.resource, namespace: undefined };
		}
		const chosen = namespace === undefined ? this.namespace : namespace;
		return { resource: this.resource, namespace: chosen ?? undefined };
	}

	#read(request: ApiRequest, form: keyof typeof metadataMediaType): ApiRequest {
		return this.representation === "metadata" ? { ...request, accept: metadataMediaType[form] } : request;
	}

	/** A server that does not know the form may answer with whole objects, which would be cached as if they were small. */
	#checked(request: ApiRequest, answer: object, partialKind: string): object {
		if (this.representation === "object" || ("kind" in answer && answer.kind === partialKind)) return answer;
		const kind = "kind" in answer ? answer.kind : undefined;
		throw new ProtocolError(
			`${request.method} ${request.path}: metadata alone was asked for, and the server answered with ${JSON.stringify(kind)}`,
		);
	}
}
