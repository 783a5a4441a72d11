import type { CallOptions } from "../core/call-options.ts";
import { getRequest, type RequestScope, replaceRequest } from "../core/object-request.ts";
import type { GetOptions } from "../core/read-options.ts";
import type { ApiRequest } from "../core/request.ts";
import type { ResourceDescriptor } from "../core/resource.ts";
import type { WriteOptions } from "../core/write-options.ts";

interface Namespaced {
	readonly namespace?: string | null | undefined;
}

/** What a subresource needs of the `Api` that it belongs to. */
export interface SubresourceContext {
	scope(options: Namespaced): RequestScope;
	send(request: ApiRequest, options: CallOptions): Promise<unknown>;
}

/** Reads and replaces one subresource. */
export class SubresourceImplementation {
	readonly #name: string;
	readonly #kind: Pick<ResourceDescriptor, "group" | "version" | "kind">;
	readonly #context: SubresourceContext;

	constructor(name: string, kind: Pick<ResourceDescriptor, "group" | "version" | "kind">, context: SubresourceContext) {
		this.#name = name;
		this.#kind = kind;
		this.#context = context;
	}

	async get(name: string, options: GetOptions & CallOptions & Namespaced = {}): Promise<unknown> {
		return await this.#context.send(getRequest(this.#context.scope(options), name, options, this.#name), options);
	}

	async replace(name: string, object: object, options: WriteOptions & CallOptions & Namespaced = {}): Promise<unknown> {
		const subresource = { name: this.#name, kind: this.#kind };
		return await this.#context.send(replaceRequest(this.#context.scope(options), name, object, options, subresource), options);
	}
}
