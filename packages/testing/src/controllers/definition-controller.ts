import type { ManagedFieldsEntry } from "kubex/meta";
import { accept, establish } from "../custom/accept-names.ts";
import { cleanUpFinalizer, type Definition, definitionsCollection, holds, withCondition } from "../custom/definition.ts";
import { removeStored } from "../registry/delete.ts";
import { ownFields } from "../registry/own-fields.ts";
import type { ServedResource } from "../registry/served-resource.ts";
import type { Services } from "../registry/services.ts";
import { timestamp } from "../registry/timestamp.ts";
import { type ObjectState, orderMetadata } from "../storage/object-state.ts";
import type { StoreEvent } from "../storage/store.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import type { Controller } from "./controller.ts";

const atOnce = {
	dryRun: false,
	gracePeriodSeconds: 0,
	propagationPolicy: undefined,
	uid: undefined,
	resourceVersion: undefined,
} as const;

/** Accepts the names of definitions, has their kinds served, and clears up after definitions that are deleted. */
export class DefinitionController implements Controller {
	readonly #services: Services;
	/** The collections of definitions that are going. */
	readonly #ending = new Set<string>();

	constructor(services: Services) {
		this.#services = services;
	}

	observe({ collection, current }: StoreEvent): boolean {
		return collection === definitionsCollection || (current === undefined && this.#ending.has(collection));
	}

	reconcile(): void {
		this.#ending.clear();
		for (const stored of this.#definitions()) {
			const definition = stored.state as Definition;
			if (definition.metadata.deletionTimestamp === undefined) this.#name(stored, definition);
			else if (definition.metadata.finalizers?.includes(cleanUpFinalizer) === true) this.#clear(stored, definition);
		}
	}

	#definitions(): StoredObject[] {
		return Array.from(this.#services.store.range(definitionsCollection, ""));
	}

	/** Two steps, as others can see: first the names are accepted, then the kind is established. */
	#name(stored: StoredObject, definition: Definition): void {
		const others = this.#definitions().map(({ state }) => state as Definition);
		const named = accept(definition, others, this.#now());
		const current = this.#write(stored, named);
		if (holds(named, "NamesAccepted") && !holds(named, "Established")) this.#write(current, establish(named, this.#now()));
	}

	#clear(stored: StoredObject, definition: Definition): void {
		const inProgress = {
			type: "Terminating",
			status: "True",
			reason: "InstanceDeletionInProgress",
			message: "CustomResource deletion is in progress",
		} as const;
		const current = this.#write(stored, withCondition(definition, inProgress, this.#now()));
		if (!this.#empty(stored.key)) return;
		const { finalizers = [], ...metadata } = current.state.metadata;
		const left = finalizers.filter((finalizer) => finalizer !== cleanUpFinalizer);
		const { store } = this.#services;
		if (left.length === 0) return store.remove(definitionsCollection, stored.key, current);
		const completed = {
			...inProgress,
			status: "False",
			reason: "InstanceDeletionCompleted",
			message: "removed all instances",
		} as const;
		const done = withCondition(current.state as Definition, completed, this.#now());
		this.#write(current, { ...done, metadata: orderMetadata({ ...metadata, finalizers: left }) });
	}

	/** Deletes the objects of a definition; answers whether none is left. */
	#empty(name: string): boolean {
		const { resources, store } = this.#services;
		const resource: ServedResource | undefined = resources.customOf(name)?.resources[0];
		if (resource === undefined) return true;
		this.#ending.add(resource.collection);
		for (const object of Array.from(store.range(resource.collection, ""))) {
			if (object.state.metadata.deletionTimestamp === undefined) removeStored(this.#services, resource, object, atOnce);
		}
		const { done = false } = store.range(resource.collection, "")[Symbol.iterator]().next();
		return done;
	}

	/** Writes a status in the name of the server itself. */
	#write(stored: StoredObject, definition: Definition): StoredObject {
		const current = stored.state as Definition;
		if (JSON.stringify(current) === JSON.stringify(definition)) return stored;
		const managedFields = this.#own(current, definition);
		const metadata = orderMetadata({ ...definition.metadata, ...(managedFields === undefined ? {} : { managedFields }) });
		return this.#services.store.put(definitionsCollection, stored.key, { ...definition, metadata }, stored);
	}

	#own(current: ObjectState, wanted: ObjectState): ManagedFieldsEntry[] | undefined {
		const resource = this.#services.resources.get("apiextensions.k8s.io/v1", "customresourcedefinitions");
		if (resource === undefined) return undefined;
		const writer = {
			manager: "kube-apiserver",
			operation: "Update",
			apiVersion: resource.apiVersion,
			subresource: "status",
		} as const;
		return ownFields(this.#services, { resource, writer, current, wanted, disowns: false });
	}

	#now(): string {
		return timestamp(this.#services.clock.now());
	}
}
