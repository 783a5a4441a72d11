import type { ClientResponse } from "../../client/client.ts";
import type { CallOptions } from "../../core/call-options.ts";
import type { SubresourceTarget } from "../../core/object-request.ts";
import { type ProxyRequest, proxyRequest } from "../../core/proxy-request.ts";
import type { Namespaced, SubresourceContext } from "./subresource-implementation.ts";

/** What objects serve. */
export class ProxyImplementation {
	readonly #context: SubresourceContext;

	constructor(_target: SubresourceTarget, context: SubresourceContext) {
		this.#context = context;
	}

	async request(name: string, request: ProxyRequest = {}, options: CallOptions & Namespaced = {}): Promise<ClientResponse> {
		return await this.#context.client.request(proxyRequest(this.#context.scope(options), name, request), options);
	}
}
