import type { ObjectMeta } from "kubex/meta";
import { conflict, forbidden, notFound } from "../status/object-errors.ts";
import { success } from "../status/status-error.ts";
import { type ObjectState, orderMetadata } from "../storage/object-state.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import { valueAt } from "./changes.ts";
import { type DeletionOptions, readDeletionOptions } from "./delete-options.ts";
import { namespacesCollection } from "./namespaces.ts";
import { presentStatus, presentStored, presentUnstored } from "./present.ts";
import type { ResourceAnswer, ResourceRequest } from "./resource-request.ts";
import { asKept, find, hubOf, type ServedResource } from "./served-resource.ts";
import type { Services } from "./services.ts";
import { timestamp } from "./timestamp.ts";

const immortalNamespaces = new Set(["default", "kube-system", "kube-public"]);

/** DELETE of an object. */
export function remove(services: Services, resource: ServedResource, request: ResourceRequest): ResourceAnswer {
	const options = readDeletionOptions(services, request.query, request.body);
	const name = request.name ?? "";
	if (resource.collection === namespacesCollection && immortalNamespaces.has(name)) {
		throw forbidden(resource.name, name, "this namespace may not be deleted");
	}
	const stored = find(services.store, resource, request.namespace, name);
	if (stored === undefined) throw notFound(resource.name, name);
	checkPreconditions(resource, stored, options);
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
	const grace = resource.behaviour.graceful ? gracePeriod(stored.state, options) : 0;
	const finalizers = wantedFinalizers(resource, metadata, options);
	const namespace = resource.collection === namespacesCollection;
	// What stays for now is answered with as it is kept.
	const kept = asKept(resource);
	if (metadata.deletionTimestamp === undefined || shortens(resource, metadata, grace, options)) {
		const { markDeleted } = resource.behaviour;
		const marked =
			markDeleted?.(stored.state, timestamp(services.clock.now())) ??
			mark(services, stored.state, namespace ? undefined : grace, finalizers);
		if (markDeleted === undefined && !namespace && grace === 0 && finalizers.length === 0)
			return finish(services, resource, stored, marked, options);
		if (options.dryRun) return presentUnstored(kept, marked);
		return presentStored(kept, services.store.put(resource.collection, stored.key, marked, stored));
	}
	// Only what is marked in a way of its own has no period yet, and no other use of one.
	if (resource.behaviour.markDeleted === undefined || metadata.deletionGracePeriodSeconds !== undefined || options.dryRun) {
		return presentStored(kept, stored);
	}
	const hurried = { ...stored.state, metadata: orderMetadata({ ...metadata, deletionGracePeriodSeconds: 0 }) };
	return presentStored(kept, services.store.put(resource.collection, stored.key, hurried, stored));
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
		const shown = resource.behaviour.graceful ? marked : stored.state;
		const resourceVersion = options.dryRun ? stored.revision : services.store.revision;
		const metadata = orderMetadata({ ...shown.metadata, resourceVersion: String(resourceVersion) });
		return presentUnstored(resource, { ...shown, metadata });
	}
	const { name = "", uid } = stored.state.metadata;
	return presentStatus(
		success({ name, group: resource.group, kind: resource.api.plural, ...(uid === undefined ? {} : { uid }) }),
	);
}

/**
 * An object is deleted when it is the one that the client means.
 *
 * @throws StatusError 409 when the object is another one, or another version of it, than the client means.
 */
export function checkPreconditions(
	resource: ServedResource,
	stored: StoredObject,
	{ uid, resourceVersion }: DeletionOptions,
): void {
	const { metadata } = stored.state;
	const kind = { group: hubOf(resource).group, resource: resource.api.kind };
	if (uid !== undefined && uid !== metadata.uid) {
		const text = `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`;
		throw conflict(kind, metadata.name ?? "", text);
	}
	if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
		const text = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`;
		throw conflict(kind, metadata.name ?? "", text);
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

/** The policy decides which of the garbage collector's finalizers the object waits for. */
function wantedFinalizers(
	resource: ServedResource,
	{ finalizers = [] }: Readonly<ObjectMeta>,
	options: DeletionOptions,
): string[] {
	const policy = options.propagationPolicy ?? (finalizers.some(isCollectors) ? undefined : resource.behaviour.defaultPropagation);
	if (policy === undefined) return [...finalizers];
	const others = finalizers.filter((finalizer) => !isCollectors(finalizer));
	if (policy === "Background") return others;
	return [...others, policy === "Orphan" ? "orphan" : "foregroundDeletion"];
}

function isCollectors(finalizer: string): boolean {
	return finalizer === "orphan" || finalizer === "foregroundDeletion";
}

function mark(services: Services, state: ObjectState, grace: number | undefined, finalizers: readonly string[]): ObjectState {
	const { metadata } = state;
	const { finalizers: _finalizers, ...rest } = metadata;
	const first = metadata.deletionTimestamp === undefined;
	return {
		...state,
		// A namespace has no grace period, but a phase that tells.
		...(grace === undefined ? { status: { ...(state["status"] as object | undefined), phase: "Terminating" } } : {}),
		metadata: orderMetadata({
			...rest,
			...(first && metadata.generation !== undefined ? { generation: metadata.generation + 1 } : {}),
			deletionTimestamp: timestamp(services.clock.now() + (grace ?? 0) * 1000),
			...(grace === undefined ? {} : { deletionGracePeriodSeconds: grace }),
			...(finalizers.length === 0 ? {} : { finalizers: [...finalizers] }),
		}),
	};
}
