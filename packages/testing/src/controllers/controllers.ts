import { aggregateClusterRoles } from "../authorization/rbac/aggregate-cluster-roles.ts";
import { rbacCollections } from "../authorization/rbac/role-reference.ts";
import { namespacesCollection } from "../registry/namespaces.ts";
import type { Services } from "../registry/services.ts";
import type { StoreEvent, StoreState } from "../storage/store.ts";
import { awaitsCollector, releaseFromCollector } from "./collector-finalizers.ts";
import { NamespaceController } from "./namespace-controller.ts";

/** Runs the controllers after the writes that concern them: soon, but never within a request, so that clients see what is in between. */
export class Controllers {
	readonly #services: Services;
	readonly #namespaces: NamespaceController;
	/** Deleted objects to let go of, as pairs of collection and key. */
	readonly #deleted: (readonly [collection: string, key: string])[] = [];
	#namespacesConcerned = false;
	#clusterRolesConcerned = false;
	#round: Promise<void> | undefined;
	#closed = false;

	constructor(services: Services) {
		this.#services = services;
		this.#namespaces = new NamespaceController(services);
		services.store.subscribe((event) => this.#observe(event));
	}

	/** Resolves when there is nothing left to do. */
	async settle(): Promise<void> {
		while (this.#round !== undefined) await this.#round;
	}

	/** Does nothing from now on. */
	close(): void {
		this.#closed = true;
	}

	/** Looks at everything anew, after the store has gone back to an earlier state. */
	restart({ objects }: StoreState): void {
		this.#deleted.length = 0;
		for (const [collection, object] of objects) if (awaitsCollector(object)) this.#deleted.push([collection, object.key]);
		this.#clusterRolesConcerned = true;
		this.#namespacesConcerned = true;
		this.#wake();
	}

	#observe(event: StoreEvent): void {
		const { collection, key, current } = event;
		if (current !== undefined && awaitsCollector(current)) this.#deleted.push([collection, key]);
		else if (collection === rbacCollections.clusterRoles) this.#clusterRolesConcerned = true;
		else if (collection === namespacesCollection || (current === undefined && key.includes("/")))
			this.#namespacesConcerned = true;
		else return;
		this.#wake();
	}

	#wake(): void {
		if (this.#closed || this.#round !== undefined) return;
		this.#round = new Promise((resolve) => {
			setImmediate(() => {
				this.#round = undefined;
				if (!this.#closed) this.#work();
				resolve();
			});
		});
	}

	/** What one controller writes may be work for the other, which then gets a round of its own. */
	#work(): void {
		for (const [collection, key] of this.#deleted.splice(0)) releaseFromCollector(this.#services, collection, key);
		if (this.#clusterRolesConcerned) {
			this.#clusterRolesConcerned = false;
			aggregateClusterRoles(this.#services.store);
		}
		if (!this.#namespacesConcerned) return;
		this.#namespacesConcerned = false;
		this.#namespaces.reconcile();
	}
}
