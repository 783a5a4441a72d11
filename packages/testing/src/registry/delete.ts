import type { ObjectMeta } from "kubex/meta";
import { conflict, forbidden, notFound } from "../status/object-errors.ts";
import { notImplemented } from "../status/request-errors.ts";
import { success } from "../status/status-error.ts";
import { type ObjectState, orderMetadata } from "../storage/object-state.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import { namespacesCollection } from "./admit.ts";
import { valueAt } from "./changes.ts";
import { type DeletionOptions, readDeletionOptions } from "./delete-options.ts";
import { presentState, presentStatus, presentStored } from "./present.ts";
import type { ResourceAnswer, ResourceRequest } from "./resource-request.ts";
import { keyOf, type ServedResource } from "./served-resource.ts";
import type { Services } from "./services.ts";
import { timestamp } from "./timestamp.ts";

const immortalNamespaces = new Set(["default", "kube-system", "kube-public"]);

/** DELETE of an object. */
export function remove(services: Services, resource: ServedResource, request: ResourceRequest): ResourceAnswer {
	const options = readDeletionOptions(request.query, request.body);
	const name = request.name ?? "";
	if (resource.collection === namespacesCollection && immortalNamespaces.has(name)) {
		throw forbidden(resource.name, name, "this namespace may not be deleted");
	}
	const stored = services.store.get(resource.collection, keyOf(resource, request.namespace, name));
	if (stored === undefined) throw notFound(resource.name, name);
	return removeStored(services, resource, stored, options);
}

/** Deletes an object at once, or marks it as being deleted when something has to happen before. */
export function removeStored(
	services: Services,
	resource: ServedResource,
	stored: StoredObject,
	options: DeletionOptions,
): ResourceAnswer {
	const { metadata } = stored.state;
	const name = metadata.name ?? "";
	checkPreconditions(resource, stored, options);
	refuseDependents(services, resource, metadata);
	const grace = resource.behaviour.graceful ? gracePeriod(stored.state, options) : 0;
	const finalizers = wantedFinalizers(metadata, options);
	const namespace = resource.collection === namespacesCollection;
	if (metadata.deletionTimestamp === undefined || shortens(resource, metadata, grace, options)) {
		const marked = mark(services, stored.state, grace, finalizers);
		if (!namespace && grace === 0 && finalizers.length === 0) return finish(services, resource, stored, marked, options);
		if (options.dryRun) return presentState({ kind: resource.api.kind, apiVersion: resource.apiVersion }, marked);
		const current = services.store.put(resource.collection, stored.key, marked, stored);
		if (namespace) services.namespaceTerminating(name);
		return presentStored(resource, current);
	}
	if (namespace) {
		throw conflict(
			resource.name,
			name,
			"The system is ensuring all content is removed from this namespace.  Upon completion, this namespace will automatically be purged by the system.",
		);
	}
	return presentStored(resource, stored);
}

function finish(
	services: Services,
	resource: ServedResource,
	stored: StoredObject,
	marked: ObjectState,
	options: DeletionOptions,
): ResourceAnswer {
	if (!options.dryRun) services.store.remove(resource.collection, stored.key, stored);
	if (resource.behaviour.deleteReturnsObject) {
		const { name, apiVersion } = { name: resource.api.kind, apiVersion: resource.apiVersion };
		const shown = resource.behaviour.graceful ? marked : stored.state;
		const resourceVersion = options.dryRun ? stored.revision : services.store.revision;
		const metadata = orderMetadata({ ...shown.metadata, resourceVersion: String(resourceVersion) });
		return presentState({ kind: name, apiVersion }, { ...shown, metadata });
	}
	const { name = "", uid } = stored.state.metadata;
	return presentStatus(
		success({ name, group: resource.group, kind: resource.api.plural, ...(uid === undefined ? {} : { uid }) }),
	);
}

/**
 * @throws StatusError 409 when the object is another one, or another version of it, than the client means.
 */
function checkPreconditions(resource: ServedResource, stored: StoredObject, { uid, resourceVersion }: DeletionOptions): void {
	const { metadata } = stored.state;
	const kind = { group: resource.group, resource: resource.api.kind };
	if (uid !== undefined && uid !== metadata.uid) {
		const text = `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`;
		throw conflict(kind, metadata.name ?? "", text);
	}
	if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
		const text = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`;
		throw conflict(kind, metadata.name ?? "", text);
	}
}

/** What becomes of dependents is the garbage collector's work; without one they would be left behind silently. */
function refuseDependents(services: Services, resource: ServedResource, { uid, namespace }: Readonly<ObjectMeta>): void {
	if (resource.collection === namespacesCollection) return;
	for (const other of services.resources()) {
		const prefix = other.namespaced && namespace !== undefined ? `${namespace}/` : "";
		for (const object of services.store.range(other.collection, prefix)) {
			if (object.state.metadata.ownerReferences?.some((owner) => owner.uid === uid)) {
				throw notImplemented("deleting an object that others name as their owner (garbage collection)");
			}
		}
	}
}

function gracePeriod(state: ObjectState, { gracePeriodSeconds }: DeletionOptions): number {
	const phase = valueAt(state, "status.phase");
	const unscheduled = !valueAt(state, "spec.nodeName");
	const asked = gracePeriodSeconds ?? (valueAt(state, "spec.terminationGracePeriodSeconds") as number | undefined) ?? 30;
	if (unscheduled || phase === "Failed" || phase === "Succeeded") return 0;
	return asked < 0 ? 1 : asked;
}

/** A deletion that has begun can only be hurried. */
function shortens(resource: ServedResource, metadata: Readonly<ObjectMeta>, grace: number, options: DeletionOptions): boolean {
	if (!resource.behaviour.graceful) return false;
	const left = metadata.deletionGracePeriodSeconds ?? 0;
	return (options.gracePeriodSeconds !== undefined && grace < left) || (left > 0 && grace === 0);
}

function wantedFinalizers({ finalizers = [] }: Readonly<ObjectMeta>, { propagationPolicy }: DeletionOptions): string[] {
	const others = finalizers.filter((finalizer) => finalizer !== "orphan" && finalizer !== "foregroundDeletion");
	if (propagationPolicy === "Orphan" && finalizers.includes("orphan")) return [...finalizers];
	// Without dependents there is nothing to orphan or to wait for, so the collector would take its finalizer away at once.
	return propagationPolicy === undefined ? [...finalizers] : others;
}

function mark(services: Services, state: ObjectState, grace: number, finalizers: readonly string[]): ObjectState {
	const { metadata } = state;
	const { finalizers: _finalizers, ...rest } = metadata;
	const first = metadata.deletionTimestamp === undefined;
	return {
		...state,
		metadata: orderMetadata({
			...rest,
			...(first && metadata.generation !== undefined ? { generation: metadata.generation + 1 } : {}),
			deletionTimestamp: timestamp(services.clock.now() + grace * 1000),
			deletionGracePeriodSeconds: grace,
			...(finalizers.length === 0 ? {} : { finalizers: [...finalizers] }),
		}),
	};
}
