import type { CallOptions } from "../core/call-options.ts";
import { getRequest, type RequestScope, replaceRequest, type SubresourceTarget } from "../core/object-request.ts";
import type { Patch } from "../core/patches/patch.ts";
import type { ApplyOptions, PatchOptions } from "../core/patches/patch-options.ts";
import { applyRequest, patchRequest } from "../core/patches/patch-request.ts";
import type { GetOptions } from "../core/read-options.ts";
import type { ApiRequest } from "../core/request.ts";
import type { WriteOptions } from "../core/write-options.ts";

interface Namespaced {
	readonly namespace?: string | null | undefined;
}

/** What a subresource needs of the `Api` that it belongs to. */
export interface SubresourceContext {
	scope(options: Namespaced): RequestScope;
	send(request: ApiRequest, options: CallOptions): Promise<unknown>;
}

/** Reads and writes one subresource. */
export class SubresourceImplementation {
	readonly #target: SubresourceTarget;
	readonly #context: SubresourceContext;

	constructor(target: SubresourceTarget, context: SubresourceContext) {
		this.#target = target;
		this.#context = context;
	}

	async get(name: string, options: GetOptions & CallOptions & Namespaced = {}): Promise<unknown> {
		return await this.#context.send(getRequest(this.#context.scope(options), name, options, this.#target.name), options);
	}

	async replace(name: string, object: object, options: WriteOptions & CallOptions & Namespaced = {}): Promise<unknown> {
		return await this.#context.send(replaceRequest(this.#context.scope(options), name, object, options, this.#target), options);
	}

	async patch(name: string, patch: Patch, options: PatchOptions & CallOptions & Namespaced = {}): Promise<unknown> {
		return await this.#context.send(patchRequest(this.#context.scope(options), name, patch, options, this.#target), options);
	}

	async apply(configuration: object, options: ApplyOptions & CallOptions & Namespaced): Promise<unknown> {
		return await this.#context.send(applyRequest(this.#context.scope(options), configuration, options, this.#target), options);
	}
}
