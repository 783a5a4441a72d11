import type { Client } from "../client/client.ts";
import type { DiscoveryOptions } from "../client/discovery/discovery.ts";
import type { ResourceQuery } from "../core/discovery/resource-query.ts";
import type { DynamicObject } from "../core/dynamic-object.ts";
import type { Resource } from "../core/resource.ts";
import type { Api, ApiOptions } from "./api.ts";
import { ApiImplementation } from "./api-implementation.ts";

/**
 * The calls of a kind that is known at run time only. Whether it has a verb or a subresource shows at run time: without it the call
 * throws an `UnsupportedOperationError`. It is an `Api` as any other, so informers, waits and `createOrUpdate` take it.
 *
 * @example
 * ```ts
 * const found: DynamicApi = await DynamicApi.find(client, "deploy", { namespace: "default" });
 * (await found.get("web")).kind; // => "Deployment"
 * ```
 */
export type DynamicApi = Api<DynamicObject>;

/** Makes a {@link DynamicApi}. */
export interface DynamicApiConstructor {
	/**
	 * @param resource - What `client.resource` gives.
	 * @throws TypeError for a namespace on a cluster-scoped kind, or for one that cannot be a namespace's name.
	 */
	new (resource: Resource<DynamicObject>, options: ApiOptions<DynamicObject>): DynamicApi;

	/**
	 * Looks a kind up at the server, by any of its names.
	 *
	 * @throws NoMatchError when the server serves no such kind; TypeError as the constructor.
	 *
	 * @example
	 * ```ts
	 * const nodes = await DynamicApi.find(client, { group: "", kind: "Node" });
	 * nodes.resource.scope; // => "Cluster"
	 * ```
	 */
	find(
		client: Client,
		query: ResourceQuery,
		options?: Omit<ApiOptions<DynamicObject>, "client"> & DiscoveryOptions,
	): Promise<DynamicApi>;
}

class DynamicApiImplementation extends ApiImplementation<DynamicObject> {
	static async find(
		client: Client,
		query: ResourceQuery,
		{ namespace, ...options }: Omit<ApiOptions<DynamicObject>, "client"> & DiscoveryOptions = {},
	): Promise<DynamicApiImplementation> {
		return new DynamicApiImplementation(await client.resource(query, options), { client, namespace });
	}
}

export const DynamicApi: DynamicApiConstructor = DynamicApiImplementation as unknown as DynamicApiConstructor;
