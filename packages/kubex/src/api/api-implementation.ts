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
	createRequest,
	deleteCollectionRequest,
	deleteRequest,
	getRequest,
	listRequest,
	type RequestScope,
	replaceRequest,
} from "../core/object-request.ts";
import { pathSegment } from "../core/path-segment.ts";
import type { GetOptions, ListOptions } from "../core/read-options.ts";
import type { ApiRequest } from "../core/request.ts";
import { apiVersionOf, type Resource, type Verb } from "../core/resource.ts";
import type { WriteOptions } from "../core/write-options.ts";
import type { Page, PageOptions } from "./pages.ts";
import { readItems, readPages } from "./read-pages.ts";
import { SubresourceImplementation } from "./subresource-implementation.ts";

interface Namespaced {
	readonly namespace?: string | null | undefined;
}

/** Every call that a kind may have. The types offer those of the kind; for plain JavaScript the others fail with a sentence. */
export class ApiImplementation<K extends KubernetesObject> {
	readonly resource: Resource<K>;
	readonly client: Client;
	readonly namespace: string | null | undefined;
	#status: SubresourceImplementation | undefined;
	#scale: SubresourceImplementation | undefined;

	constructor(resource: Resource<K>, options: { readonly client: Client } & Namespaced) {
		const { client, namespace } = options;
		if (resource.scope === "Cluster") {
			if (namespace !== undefined) throw new TypeError(`${resource.kind} is cluster-scoped: it has no namespace`);
		} else if (typeof namespace === "string") pathSegment(namespace, "namespace");
		this.resource = resource;
		this.client = client;
		this.namespace = resource.scope === "Cluster" ? undefined : namespace === undefined ? client.namespace : namespace;
	}

	async get(name: string, options: GetOptions & CallOptions & Namespaced = {}): Promise<K> {
		this.#require("get");
		return (await this.#send(getRequest(this.#one(options), name, options), options)) as K;
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
		this.#require("list");
		return this.#list(await this.#send(listRequest(this.#many(options), options), options), options);
	}

	pages(options: PageOptions & CallOptions & Namespaced = {}): AsyncIterableIterator<Page<K>> {
		return readPages((page) => this.list(page), options);
	}

	items(options: PageOptions & CallOptions & Namespaced = {}): AsyncIterableIterator<K> {
		return readItems(this.pages(options));
	}

	async create(object: object, options: WriteOptions & CallOptions & Namespaced = {}): Promise<K> {
		this.#require("create");
		return (await this.#send(createRequest(this.#one(options), object, options), options)) as K;
	}

	async replace(name: string, object: object, options: WriteOptions & CallOptions & Namespaced = {}): Promise<K> {
		this.#require("update");
		return (await this.#send(replaceRequest(this.#one(options), name, object, options), options)) as K;
	}

	async delete(name: string, options: DeletionOptions & CallOptions & Namespaced = {}): Promise<Status | K> {
		this.#require("delete");
		return (await this.#send(deleteRequest(this.#one(options), name, options), options)) as Status | K;
	}

	async deleteCollection(options: ListOptions & DeletionOptions & CallOptions & Namespaced = {}): Promise<Status | List<K>> {
		this.#require("deletecollection");
		const answer = await this.#send(deleteCollectionRequest(this.#one(options), options), options);
		return isStatus(answer) ? answer : this.#list(answer, options);
	}

	get status(): SubresourceImplementation {
		this.#status ??= this.#subresource("status", this.resource);
		return this.#status;
	}

	get scale(): SubresourceImplementation {
		this.#scale ??= this.#subresource("scale", { group: "autoscaling", version: "v1", kind: "Scale" });
		return this.#scale;
	}

	#subresource(
		name: string,
		kind: { readonly group: string; readonly version: string; readonly kind: string },
	): SubresourceImplementation {
		if (!(name in this.resource.subresources))
			throw new UnsupportedOperationError(`${this.resource.kind} has no subresource ${JSON.stringify(name)}`);
		return new SubresourceImplementation(name, kind, {
			scope: (options) => this.#one(options),
			send: (request, options) => this.#send(request, options),
		});
	}

	async #send(request: ApiRequest, options: CallOptions): Promise<unknown> {
		const { body, status } = await this.client.request(request, options);
		if (typeof body !== "object" || body === null || body instanceof Uint8Array) {
			throw new ProtocolError(`${request.method} ${request.path}: the answer with status ${status} is no JSON object`);
		}
		return body;
	}

	/** Items of built-in kinds come without `apiVersion` and `kind`; whoever holds one alone needs them. */
	#list(answer: unknown, options: Namespaced): List<K> {
		const { items, kind } = answer as { readonly items?: unknown; readonly kind?: unknown };
		if (!Array.isArray(items)) {
			const { path } = listRequest(this.#many(options), {});
			throw new ProtocolError(`${path}: the answer of kind ${JSON.stringify(kind)} has no items`);
		}
		const list = answer as List<K>;
		const apiVersion = apiVersionOf(this.resource);
		for (const item of list.items) {
			item.apiVersion ??= apiVersion;
			item.kind ??= this.resource.kind;
		}
		return list;
	}

	#require(verb: Verb): void {
		if (!this.resource.verbs.includes(verb))
			throw new UnsupportedOperationError(`${this.resource.kind} has no verb ${JSON.stringify(verb)}`);
	}

	/** The scope of a call for one namespace. */
	#one(options: Namespaced): RequestScope {
		const scope = this.#many(options);
		if (scope.namespace === undefined && this.resource.scope === "Namespaced") {
			throw new TypeError(
				`${this.resource.kind}: all namespaces (null) can be read and watched only; name the namespace of this call`,
			);
		}
		return scope;
	}

	/** The scope of a call that may be for all namespaces. */
	#many({ namespace }: Namespaced): RequestScope {
		if (this.resource.scope === "Cluster") {
			if (namespace !== undefined) throw new TypeError(`${this.resource.kind} is cluster-scoped: it has no namespace`);
			return { resource: this.resource, namespace: undefined };
		}
		const chosen = namespace === undefined ? this.namespace : namespace;
		return { resource: this.resource, namespace: chosen ?? undefined };
	}
}
