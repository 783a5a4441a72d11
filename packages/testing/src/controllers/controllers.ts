import type { Services } from "../registry/services.ts";
import type { StoreEvent, StoreState } from "../storage/store.ts";
import { ClusterRoleAggregation } from "./cluster-role-aggregation.ts";
import type { Controller } from "./controller.ts";
import { DefinitionController } from "./definition-controller.ts";
import { GarbageCollector } from "./garbage-collector.ts";
import { NamespaceController } from "./namespace-controller.ts";
import { StorageProtection } from "./storage-protection.ts";

/** Runs the controllers after the writes that concern them: soon, but never within a request, so that clients see what is in between. */
export class Controllers {
	readonly #controllers: readonly Controller[];
	readonly #concerned = new Set<Controller>();
	#round: Promise<void> | undefined;
	#closed = false;

	/** @param garbageCollection whether dependents follow their owners. */
	constructor(services: Services, garbageCollection: boolean) {
		this.#controllers = [
			...(garbageCollection ? [new GarbageCollector(services)] : []),
			new StorageProtection(services),
			new ClusterRoleAggregation(services.store),
			new DefinitionController(services),
			new NamespaceController(services),
		];
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
	restart(state: StoreState): void {
		for (const controller of this.#controllers) {
			controller.restart?.(state);
			this.#concerned.add(controller);
		}
		this.#wake();
	}

	#observe(event: StoreEvent): void {
		// Each of them sees each write.
		for (const controller of this.#controllers) if (controller.observe(event)) this.#concerned.add(controller);
		if (this.#concerned.size > 0) this.#wake();
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

	/** What one controller writes may be work for another, or for itself, which then gets a round of its own. */
	#work(): void {
		const concerned = this.#controllers.filter((controller) => this.#concerned.delete(controller));
		for (const controller of concerned) controller.reconcile();
	}
}
