import { removeStored } from "../registry/delete.ts";
import { namespacesCollection } from "../registry/namespaces.ts";
import type { Services } from "../registry/services.ts";
import type { StoreEvent } from "../storage/store.ts";
import type { Controller } from "./controller.ts";
import { withConditions } from "./namespace-conditions.ts";
import { furnishNamespace } from "./namespace-furniture.ts";

const atOnce = {
	dryRun: false,
	gracePeriodSeconds: 0,
	propagationPolicy: "Background",
	uid: undefined,
	resourceVersion: undefined,
} as const;

/** Furnishes namespaces, empties those that are being deleted, and removes them once they are empty. */
export class NamespaceController implements Controller {
	readonly #services: Services;

	constructor(services: Services) {
		this.#services = services;
	}

	observe({ collection, key, current }: StoreEvent): boolean {
		return collection === namespacesCollection || (current === undefined && key.includes("/"));
	}

	/** Does what can be done now; what a finalizer holds stays until that is gone. */
	reconcile(): void {
		const { store } = this.#services;
		for (const namespace of Array.from(store.range(namespacesCollection, ""))) {
			if (namespace.state.metadata.deletionTimestamp === undefined) furnishNamespace(this.#services, namespace.key);
			else this.#empty(namespace.key);
		}
	}

	#empty(name: string): void {
		const { store } = this.#services;
		const resources = new Map<string, number>();
		const finalizers = new Map<string, number>();
		const seen = new Set<string>();
		for (const resource of this.#services.resources.values()) {
			// Of all versions of a resource one is enough.
			const qualified = `${resource.api.plural}.${resource.group}`;
			if (!resource.namespaced || seen.has(qualified)) continue;
			seen.add(qualified);
			for (const object of Array.from(store.range(resource.collection, `${name}/`))) {
				removeStored(this.#services, resource, object, atOnce);
				const left = store.get(resource.collection, object.key);
				if (left === undefined) continue;
				count(resources, qualified);
				for (const finalizer of left.state.metadata.finalizers ?? []) count(finalizers, finalizer);
			}
		}
		const namespace = store.get(namespacesCollection, name);
		if (namespace === undefined) return;
		if (resources.size > 0) {
			const state = withConditions(namespace.state, { resources, finalizers }, this.#services.clock.now());
			if (state !== namespace.state) store.put(namespacesCollection, name, state, namespace);
			return;
		}
		const spec = namespace.state["spec"] as { readonly finalizers?: readonly string[] } | undefined;
		const others = (spec?.finalizers ?? []).filter((finalizer) => finalizer !== "kubernetes");
		if (others.length === 0 && (namespace.state.metadata.finalizers ?? []).length === 0) {
			store.remove(namespacesCollection, name, namespace);
			return;
		}
		if (spec?.finalizers?.includes("kubernetes") !== true) return;
		const { finalizers: _finalizers, ...rest } = spec;
		const state = { ...namespace.state, spec: others.length === 0 ? rest : { ...rest, finalizers: others } };
		store.put(namespacesCollection, name, state, namespace);
	}
}

function count(counts: Map<string, number>, name: string): void {
	counts.set(name, (counts.get(name) ?? 0) + 1);
}
