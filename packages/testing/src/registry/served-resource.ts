import type { ApiResource } from "@kubex/openapi";
import type { GroupResource } from "kubex/meta";
import type { Behaviour } from "./behaviour.ts";

/** A resource of one version that the server answers for. */
export interface ServedResource {
	readonly group: string;
	readonly version: string;
	/** As objects carry it, such as `apps/v1`. */
	readonly apiVersion: string;
	/** How errors name it. */
	readonly name: GroupResource;
	readonly api: ApiResource;
	readonly namespaced: boolean;
	readonly behaviour: Behaviour;
	/** Where its objects are stored: all versions of a resource share a collection. */
	readonly collection: string;
}

/** The key of an object, which also orders lists: by namespace, then by name. */
export function keyOf(resource: ServedResource, namespace: string | undefined, name: string): string {
	return resource.namespaced ? `${namespace}/${name}` : name;
}
