import type { ApiGroup } from "@kubex/openapi";
import type { OwnerReference } from "kubex/meta";
import { removeStored } from "../registry/delete.ts";
import type { PropagationPolicy } from "../registry/delete-options.ts";
import { keyOf, type ServedResource } from "../registry/served-resource.ts";
import type { Services } from "../registry/services.ts";
import { type ObjectState, orderMetadata } from "../storage/object-state.ts";
import type { StoreEvent, StoreState } from "../storage/store.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import type { Controller } from "./controller.ts";
import { OwnerIndex } from "./owner-index.ts";
import { type OwnerState, ownersOf } from "./owner-state.ts";
import { releaseFinalizer } from "./release-finalizer.ts";

/** An object with the resource that it is of. */
interface Item {
	readonly resource: ServedResource;
	readonly object: StoredObject;
}

/** The resources whose objects are collected. */
interface CollectedResources {
	readonly groups: readonly ApiGroup[];
	readonly byCollection: Map<string, ServedResource>;
	readonly byKind: Map<string, ServedResource>;
}

/**
 * Lets dependents follow their owners: an object whose owners are all gone is deleted, an owner that is deleted in the foreground waits
 * for the dependents that block it, and one that orphans its dependents is taken out of them before it goes.
 */
export class GarbageCollector implements Controller {
	readonly #services: Services;
	#index = new OwnerIndex();
	/** The uids of objects to look at. */
	readonly #queue = new Set<string>();
	/** Worked out when there is something to do. */
	#resources: CollectedResources | undefined;

	constructor(services: Services) {
		this.#services = services;
		for (const { collection } of services.resources.values()) {
			for (const object of services.store.range(collection, "")) this.#index.add(collection, object);
		}
	}

	observe(event: StoreEvent): boolean {
		this.#index.observe(event);
		const { previous, current } = event;
		const metadata = current?.state.metadata ?? previous?.state.metadata;
		if (metadata?.uid === undefined) return false;
		const { uid, ownerReferences = [], finalizers } = metadata;
		if (current === undefined || (waits(current.state, "foregroundDeletion") && !waits(previous?.state, "foregroundDeletion"))) {
			for (const dependent of this.#index.dependentsOf(uid)) this.#queue.add(dependent);
		}
		if (current !== undefined && (ownerReferences.length > 0 || finalizers !== undefined)) this.#queue.add(uid);
		// An owner may wait for this one, which may block it no longer.
		for (const owner of [...ownerReferences, ...(previous?.state.metadata.ownerReferences ?? [])]) this.#queue.add(owner.uid);
		return this.#queue.size > 0;
	}

	restart({ objects }: StoreState): void {
		this.#index = new OwnerIndex();
		this.#queue.clear();
		for (const [collection, object] of objects) {
			this.#index.add(collection, object);
			const { uid, ownerReferences = [], finalizers } = object.state.metadata;
			if (uid !== undefined && (ownerReferences.length > 0 || finalizers !== undefined)) this.#queue.add(uid);
		}
	}

	reconcile(): void {
		const uids = [...this.#queue];
		this.#queue.clear();
		for (const uid of uids) {
			const item = this.#find(uid);
			if (item !== undefined) this.#collect(item);
		}
	}

	#collected(): CollectedResources {
		// The list of groups is another one after every change of what is served.
		const { groups } = this.#services.resources;
		if (this.#resources?.groups === groups) return this.#resources;
		const resources = { groups, byCollection: new Map<string, ServedResource>(), byKind: new Map<string, ServedResource>() };
		for (const resource of this.#services.resources.values()) {
			// Events say what happened to objects, and stay when those are gone.
			if (!resource.api.verbs.includes("delete") || resource.api.kind === "Event") continue;
			if (resource.conversion === undefined) resources.byCollection.set(resource.collection, resource);
			resources.byKind.set(`${resource.apiVersion} ${resource.api.kind}`, resource);
		}
		this.#resources = resources;
		return resources;
	}

	#find(uid: string): Item | undefined {
		const location = this.#index.locate(uid);
		const resource = location === undefined ? undefined : this.#collected().byCollection.get(location.collection);
		if (location === undefined || resource === undefined) return undefined;
		const object = this.#services.store.get(location.collection, location.key);
		return object === undefined ? undefined : { resource, object };
	}

	#collect(item: Item): void {
		const { state } = item.object;
		if (waits(state, "orphan")) return this.#orphan(item);
		if (waits(state, "foregroundDeletion")) return this.#finish(item);
		if (state.metadata.deletionTimestamp !== undefined) return;
		const owners = ownersOf(state, (reference) => this.#stateOf(state, reference));
		if (owners === undefined) return;
		const { solid, dangling, waiting } = owners;
		if (solid.length > 0) {
			if (dangling.length + waiting.length > 0) this.#keepOwners(item, (owner) => solid.includes(owner));
			return;
		}
		const dependents = this.#index.dependentsOf(state.metadata.uid).flatMap((uid) => this.#find(uid) ?? []);
		if (waiting.length > 0 && dependents.length > 0) {
			// In a circle of owners everybody would wait for everybody.
			if (dependents.some(({ object }) => waits(object.state, "foregroundDeletion"))) this.#unblockOwners(item);
			this.#delete(item, "Foreground");
			return;
		}
		this.#delete(item, policyOf(state));
	}

	/** Lets an owner go that no dependent holds up any longer. */
	#finish({ resource, object }: Item): void {
		const { uid } = object.state.metadata;
		const blocking = this.#index
			.dependentsOf(uid)
			.filter((dependent) =>
				this.#find(dependent)?.object.state.metadata.ownerReferences?.some(
					(owner) => owner.uid === uid && owner.blockOwnerDeletion === true,
				),
			);
		if (blocking.length > 0) return;
		releaseFinalizer(this.#services.store, resource.collection, object, "foregroundDeletion");
	}

	#orphan({ resource, object }: Item): void {
		const { uid } = object.state.metadata;
		for (const dependent of this.#index.dependentsOf(uid)) {
			const item = this.#find(dependent);
			if (item !== undefined) this.#keepOwners(item, (owner) => owner.uid !== uid);
		}
		releaseFinalizer(this.#services.store, resource.collection, object, "orphan");
	}

	#keepOwners({ resource, object }: Item, keep: (owner: OwnerReference) => boolean): void {
		const { ownerReferences = [], ...rest } = object.state.metadata;
		const left = ownerReferences.filter(keep);
		const metadata = orderMetadata({ ...rest, ...(left.length === 0 ? {} : { ownerReferences: left }) });
		this.#services.store.put(resource.collection, object.key, { ...object.state, metadata }, object);
	}

	#unblockOwners({ resource, object }: Item): void {
		const { metadata } = object.state;
		const ownerReferences = (metadata.ownerReferences ?? []).map((owner) => ({ ...owner, blockOwnerDeletion: false }));
		const changed = orderMetadata({ ...metadata, ownerReferences });
		this.#services.store.put(resource.collection, object.key, { ...object.state, metadata: changed }, object);
	}

	#delete({ object }: Item, propagationPolicy: PropagationPolicy): void {
		const item = object.state.metadata.uid === undefined ? undefined : this.#find(object.state.metadata.uid);
		if (item === undefined) return;
		removeStored(this.#services, item.resource, item.object, {
			dryRun: false,
			gracePeriodSeconds: undefined,
			propagationPolicy,
			uid: undefined,
			resourceVersion: undefined,
		});
	}

	/** An owner is looked for where its dependent is; one of another namespace is never found. */
	#stateOf(dependent: ObjectState, { apiVersion, kind, name, uid }: OwnerReference): OwnerState {
		const resource = this.#collected().byKind.get(`${apiVersion} ${kind}`);
		if (resource === undefined) return "unknown";
		const { namespace } = dependent.metadata;
		if (resource.namespaced && namespace === undefined) return "unknown";
		const owner = this.#services.store.get(resource.collection, keyOf(resource, namespace, name));
		if (owner === undefined || owner.state.metadata.uid !== uid) return "dangling";
		return waits(owner.state, "foregroundDeletion") ? "waiting" : "solid";
	}
}

/** Whether a deleted object waits for what happens to its dependents. */
function waits(state: ObjectState | undefined, finalizer: "orphan" | "foregroundDeletion"): boolean {
	const metadata = state?.metadata;
	return metadata?.deletionTimestamp !== undefined && metadata.finalizers?.includes(finalizer) === true;
}

/** What becomes of the dependents of a dependent is what its finalizers ask for. */
function policyOf({ metadata: { finalizers = [] } }: ObjectState): PropagationPolicy {
	if (finalizers.includes("orphan")) return "Orphan";
	return finalizers.includes("foregroundDeletion") ? "Foreground" : "Background";
}
