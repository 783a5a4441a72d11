import { aggregateClusterRoles } from "../authorization/rbac/aggregate-cluster-roles.ts";
import { rbacCollections } from "../authorization/rbac/role-reference.ts";
import type { Store, StoreEvent } from "../storage/store.ts";
import type { Controller } from "./controller.ts";

/** Gives ClusterRoles that are made of others the rules of those. */
export class ClusterRoleAggregation implements Controller {
	readonly #store: Store;

	constructor(store: Store) {
		this.#store = store;
	}

	observe({ collection }: StoreEvent): boolean {
		return collection === rbacCollections.clusterRoles;
	}

	reconcile(): void {
		aggregateClusterRoles(this.#store);
	}
}
