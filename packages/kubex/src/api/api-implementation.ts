import type { Client } from "../client/client.ts";
import type { CallOptions } from "../core/call-options.ts";
import type { DeletionOptions } from "../core/deletion-options.ts";
import { UnsupportedOperationError } from "../core/errors/unsupported-operation-error.ts";
import type { KubernetesObject } from "../core/kubernetes-object.ts";
import type { List } from "../core/meta/list.ts";
import { isStatus, type Status } from "../core/meta/status.ts";
import { createRequest, deleteCollectionRequest, deleteRequest, replaceRequest } from "../core/object-request.ts";
import type { ApplyOptions } from "../core/patches/patch-options.ts";
import { applyRequest } from "../core/patches/patch-request.ts";
import type { ListOptions } from "../core/read-options.ts";
import type { KindName, Resource } from "../core/resource.ts";
import type { WriteOptions } from "../core/write-options.ts";
import { type Namespaced, ReadingImplementation } from "./reading-implementation.ts";
import { SubresourceImplementation } from "./subresource-implementation.ts";

/** Every call that a kind may have. The types offer those of the kind; for plain JavaScript the others fail with a sentence. */
export class ApiImplementation<K extends KubernetesObject> extends ReadingImplementation<K> {
	#metadata: ReadingImplementation<K> | undefined;
	#status: SubresourceImplementation | undefined;
	#scale: SubresourceImplementation | undefined;

	constructor(resource: Resource<K>, options: { readonly client: Client } & Namespaced) {
		super(resource, options, "object");
	}

	async create(object: object, options: WriteOptions & CallOptions & Namespaced = {}): Promise<K> {
		this.require("create");
		return (await this.send(createRequest(this.one(options), object, options), options)) as K;
	}

	async replace(name: string, object: object, options: WriteOptions & CallOptions & Namespaced = {}): Promise<K> {
		this.require("update");
		return (await this.send(replaceRequest(this.one(options), name, object, options), options)) as K;
	}

	async apply(configuration: object, options: ApplyOptions & CallOptions & Namespaced): Promise<K> {
		this.require("patch");
		return (await this.send(applyRequest(this.one(options), configuration, options), options)) as K;
	}

	async delete(name: string, options: DeletionOptions & CallOptions & Namespaced = {}): Promise<Status | K> {
		this.require("delete");
		return (await this.send(deleteRequest(this.one(options), name, options), options)) as Status | K;
	}

	async deleteCollection(options: ListOptions & DeletionOptions & CallOptions & Namespaced = {}): Promise<Status | List<K>> {
		this.require("deletecollection");
		const request = deleteCollectionRequest(this.one(options), options);
		const answer = await this.send(request, options);
		return isStatus(answer) ? answer : this.listOf(request, answer);
	}

	get metadata(): ReadingImplementation<K> {
		this.#metadata ??= new ReadingImplementation(this.resource, this, "metadata");
		return this.#metadata;
	}

	get status(): SubresourceImplementation {
		this.#status ??= this.#subresource("status", this.resource);
		return this.#status;
	}

	get scale(): SubresourceImplementation {
		this.#scale ??= this.#subresource("scale", { group: "autoscaling", version: "v1", kind: "Scale" });
		return this.#scale;
	}

	#subresource(name: string, kind: KindName): SubresourceImplementation {
		if (!(name in this.resource.subresources))
			throw new UnsupportedOperationError(`${this.resource.kind} has no subresource ${JSON.stringify(name)}`);
		return new SubresourceImplementation(
			{ name, kind },
			{
				scope: (options) => this.one(options),
				send: (request, options) => this.send(request, options),
			},
		);
	}
}
