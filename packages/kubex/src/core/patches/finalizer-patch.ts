import type { ObjectMeta } from "../meta/object-meta.ts";
import { type JsonPatch, jsonPatch } from "./json-patch.ts";
import { pointer } from "./json-pointer.ts";

const path = pointer("metadata", "finalizers");
const qualified =
	/^(?=[^/]{1,253}\/)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/(?=.{1,63}$)[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/**
 * Checks a finalizer's name before the server does: a domain, a slash, and a name.
 *
 * @throws TypeError for any other.
 */
export function checkFinalizer(finalizer: string): void {
	if (qualified.test(finalizer)) return;
	throw new TypeError(`${JSON.stringify(finalizer)} is no finalizer, such as "example.com/cleanup"`);
}

/**
 * Adds a finalizer to the state that was read; `undefined` when it is there, or when nobody may add any, since the object's deletion
 * was asked for.
 */
export function addFinalizerPatch(metadata: ObjectMeta, finalizer: string): JsonPatch | undefined {
	const { deletionTimestamp, finalizers = [], resourceVersion } = metadata;
	if (deletionTimestamp !== undefined || finalizers.includes(finalizer)) return undefined;
	// An absent list cannot be tested for; the version can, but changes with any write, so it is the second choice.
	if (finalizers.length === 0) return jsonPatch().test("/metadata/resourceVersion", resourceVersion).add(path, [finalizer]);
	return ofObject(metadata).test(path, finalizers).add(`${path}/-`, finalizer);
}

/** Removes every entry of a finalizer from the state that was read, and no other; `undefined` when there is none. */
export function removeFinalizerPatch(metadata: ObjectMeta, finalizer: string): JsonPatch | undefined {
	const places = (metadata.finalizers ?? []).flatMap((entry, index) => (entry === finalizer ? [index] : []));
	if (places.length === 0) return undefined;
	// From the end on, so that the places before stay what they are.
	return places.toReversed().reduce((patch, index) => {
		const place = pointer("metadata", "finalizers", index);
		return patch.test(place, finalizer).remove(place);
	}, ofObject(metadata));
}

/** Another object may have the name by now. */
function ofObject({ uid }: ObjectMeta): JsonPatch {
	return uid === undefined ? jsonPatch() : jsonPatch().test("/metadata/uid", uid);
}
