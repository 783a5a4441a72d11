import { compareResourceVersions } from "../../core/resource-version.ts";
import type { StoredObject } from "./stored-object.ts";

/** Whether two states are one and the same. States without a resource version never are, as nothing tells them apart. */
export function isSameState(a: StoredObject, b: StoredObject): boolean {
	const { resourceVersion, uid } = a.metadata;
	return (
		resourceVersion !== undefined &&
		resourceVersion !== "" &&
		resourceVersion === b.metadata.resourceVersion &&
		uid === b.metadata.uid
	);
}

/** Whether a state is known to be older than the held one, such as an event that comes late. */
export function isOlder(state: StoredObject, held: StoredObject): boolean {
	return (compareResourceVersions(state.metadata.resourceVersion ?? "", held.metadata.resourceVersion ?? "") ?? 0) < 0;
}
