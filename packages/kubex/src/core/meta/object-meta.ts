import type { FieldsV1 } from "./json.ts";
import type { Time } from "./time.ts";

/**
 * What every object says about itself. This is the form that a user sends, and that templates embed; an object read from
 * the server has {@link StoredMeta}.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
 */
export interface ObjectMeta {
	annotations?: Record<string, string>;
	/** Set by the server. */
	creationTimestamp?: Time | null;
	/** Set by the server; seconds. */
	deletionGracePeriodSeconds?: number;
	/** Set by the server once deletion was asked for. */
	deletionTimestamp?: Time;
	/** Keys that must be gone before a deleted object disappears; a set. */
	finalizers?: string[];
	/** The server appends five random characters to it when `name` is absent. */
	generateName?: string;
	/** Set by the server; counts changes of the desired state. */
	generation?: number;
	labels?: Record<string, string>;
	/** Set by the server: which manager owns which fields. */
	managedFields?: ManagedFieldsEntry[];
	name?: string;
	namespace?: string;
	/** A map with the key `uid`. */
	ownerReferences?: OwnerReference[];
	/** Set by the server; changes with every write. */
	resourceVersion?: string;
	/** @deprecated No longer set by the server. */
	selfLink?: string;
	/** Set by the server; unique over space and time. */
	uid?: string;
}

/** The metadata of an object that the server has stored. */
export interface StoredMeta extends ObjectMeta {
	creationTimestamp: Time;
	name: string;
	resourceVersion: string;
	uid: string;
}

/** The metadata of a stored object that lives in a namespace. */
export interface NamespacedMeta extends StoredMeta {
	namespace: string;
}

/** Names the object that another belongs to; the garbage collector follows it. */
export interface OwnerReference {
	apiVersion: string;
	blockOwnerDeletion?: boolean;
	controller?: boolean;
	kind: string;
	name: string;
	uid: string;
}

/** Which fields one manager owns through one kind of operation. */
export interface ManagedFieldsEntry {
	apiVersion?: string;
	fieldsType?: string;
	fieldsV1?: FieldsV1;
	manager?: string;
	operation?: string;
	subresource?: string;
	time?: Time;
}
