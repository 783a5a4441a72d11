import type { Client } from "../../client/client.ts";
import type { CallOptions } from "../../core/call-options.ts";
import {
	createSubresourceRequest,
	getRequest,
	type RequestScope,
	replaceRequest,
	type SubresourceTarget,
} from "../../core/object-request.ts";
import type { Patch } from "../../core/patches/patch.ts";
import type { PatchOptions } from "../../core/patches/patch-options.ts";
import { applyRequest, patchRequest } from "../../core/patches/patch-request.ts";
import type { GetOptions } from "../../core/read-options.ts";
import type { ApiRequest } from "../../core/request.ts";
import type { Verb } from "../../core/resource.ts";
import type { WriteOptions } from "../../core/write-options.ts";

/** Where a call is. */
export interface Namespaced {
	readonly namespace?: string | null | undefined;
}

/** What a subresource needs of the `Api` that it belongs to. */
export interface SubresourceContext {
	readonly client: Client;
	/** @throws UnsupportedOperationError for a verb that the subresource has not. */
	require(verb: Verb): void;
	scope(options: Namespaced): RequestScope;
	send(request: ApiRequest, options: CallOptions): Promise<unknown>;
}

/** Reads and writes one subresource. */
export class SubresourceImplementation {
	protected readonly target: SubresourceTarget;
	protected readonly context: SubresourceContext;

	constructor(target: SubresourceTarget, context: SubresourceContext) {
		this.target = target;
		this.context = context;
	}

	async get(name: string, options: GetOptions & CallOptions & Namespaced = {}): Promise<unknown> {
		this.context.require("get");
		return await this.context.send(getRequest(this.context.scope(options), name, options, this.target.name), options);
	}

	async replace(name: string, object: object, options: WriteOptions & CallOptions & Namespaced = {}): Promise<unknown> {
		this.context.require("update");
		return await this.context.send(replaceRequest(this.context.scope(options), name, object, options, this.target), options);
	}

	async patch(name: string, patch: Patch, options: PatchOptions & CallOptions & Namespaced = {}): Promise<unknown> {
		this.context.require("patch");
		return await this.context.send(patchRequest(this.context.scope(options), name, patch, options, this.target), options);
	}

	async apply(configuration: object, options: PatchOptions & CallOptions & Namespaced = {}): Promise<unknown> {
		this.context.require("patch");
		return await this.context.send(applyRequest(this.context.scope(options), configuration, options, this.target), options);
	}

	async create(name: string, object: object, options: WriteOptions & CallOptions & Namespaced = {}): Promise<unknown> {
		this.context.require("create");
		const request = createSubresourceRequest(this.context.scope(options), name, object, options, this.target);
		return await this.context.send(request, options);
	}
}
