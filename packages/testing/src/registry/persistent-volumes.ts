import type { ObjectState } from "../storage/object-state.ts";

/** A new volume has been in its phase since it is there. */
export function preparePersistentVolume(state: ObjectState): ObjectState {
	const lastPhaseTransitionTime = state.metadata.creationTimestamp;
	return { ...state, status: { lastPhaseTransitionTime, ...(state["status"] as object | undefined) } };
}
