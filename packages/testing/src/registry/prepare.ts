import type { ObjectMeta } from "kubex/meta";
import { type ObjectState, orderMetadata } from "../storage/object-state.ts";
import { generationChanges, sameJson } from "./changes.ts";
import type { ServedResource } from "./served-resource.ts";

/** Whether the status has an endpoint of its own, so that the main one leaves it alone. */
export function isolatesStatus(resource: ServedResource): boolean {
	return resource.behaviour.statusIsolation && resource.api.subresources.some((subresource) => subresource.name === "status");
}

/**
 * Brings a new object into the form that it is stored in: what belongs to the server is the server's.
 *
 * @param emptyStatus what the kind's status is when nothing is known; `undefined` for a kind that leaves it out.
 */
export function prepareNew(resource: ServedResource, state: ObjectState, emptyStatus: unknown): ObjectState {
	const { initialStatus, prepareNew: further } = resource.behaviour;
	let prepared = state;
	if (isolatesStatus(resource) && resource.behaviour.statusFromClient !== true) {
		const { status: _status, ...rest } = state;
		const status = initialStatus === undefined ? emptyStatus : { ...(emptyStatus as object | undefined), ...initialStatus };
		prepared = status === undefined ? rest : { ...rest, status };
	}
	return further === undefined ? prepared : further(prepared);
}

/** Metadata of a replaced object: what no client may change is kept. */
function keepServerMetadata(current: Readonly<ObjectMeta>, next: Readonly<ObjectMeta>): ObjectMeta {
	const { name, namespace, uid, resourceVersion, generation, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds } =
		current;
	const { generateName, labels, annotations, ownerReferences, finalizers, managedFields } = next;
	return orderMetadata({
		...(name === undefined ? {} : { name }),
		...(generateName ? { generateName } : {}),
		...(namespace === undefined ? {} : { namespace }),
		...(uid === undefined ? {} : { uid }),
		...(resourceVersion === undefined ? {} : { resourceVersion }),
		...(generation === undefined ? {} : { generation }),
		...(creationTimestamp === undefined ? {} : { creationTimestamp }),
		...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
		...(deletionGracePeriodSeconds === undefined ? {} : { deletionGracePeriodSeconds }),
		...(labels === undefined ? {} : { labels }),
		...(annotations === undefined ? {} : { annotations }),
		...(ownerReferences === undefined ? {} : { ownerReferences }),
		...(finalizers === undefined ? {} : { finalizers }),
		...(managedFields === undefined ? {} : { managedFields }),
	});
}

/** The object that a PUT to the main endpoint leads to. */
export function prepareReplacement(resource: ServedResource, current: ObjectState, given: ObjectState): ObjectState {
	const { status: _status, ...rest } = given;
	const kept = isolatesStatus(resource)
		? { ...rest, ...(current["status"] === undefined ? {} : { status: current["status"] }) }
		: given;
	let next: ObjectState = { ...kept, metadata: keepServerMetadata(current.metadata, given.metadata) };
	if (resource.behaviour.prepareReplacement !== undefined) next = resource.behaviour.prepareReplacement(next, current);
	if (!generationChanges(resource.behaviour.generation, current, next)) return next;
	return { ...next, metadata: orderMetadata({ ...next.metadata, generation: (current.metadata.generation ?? 0) + 1 }) };
}

/** The object that a PUT to `/status` leads to. */
export function prepareStatus(resource: ServedResource, current: ObjectState, given: ObjectState): ObjectState {
	const metadata = { ...keepServerMetadata(current.metadata, given.metadata) };
	for (const field of resource.behaviour.statusKeeps) {
		if (current.metadata[field] === undefined) delete metadata[field];
		else Object.assign(metadata, { [field]: current.metadata[field] });
	}
	const { status: _status, ...rest } = current;
	return { ...rest, metadata: orderMetadata(metadata), ...(given["status"] === undefined ? {} : { status: given["status"] }) };
}

/** Whether a write would change anything. */
export function isUnchanged(current: ObjectState, next: ObjectState): boolean {
	return (
		sameJson(current, next) || (sameKeys(current, next) && Object.keys(next).every((key) => sameJson(current[key], next[key])))
	);
}

function sameKeys(a: ObjectState, b: ObjectState): boolean {
	return Object.keys(a).length === Object.keys(b).length;
}
