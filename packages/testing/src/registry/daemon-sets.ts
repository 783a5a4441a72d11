import { type ObjectState, orderMetadata } from "../storage/object-state.ts";
import { sameJson, valueAt } from "./changes.ts";

const annotation = "deprecated.daemonset.template.generation";

/** The annotation that counts the templates of a DaemonSet begins with 1. */
export function prepareDaemonSet(state: ObjectState): ObjectState {
	return counted(state, 1);
}

/** It goes up with each change of the template, whatever the client sends. */
export function replaceDaemonSet(next: ObjectState, current: ObjectState): ObjectState {
	const before = Number(current.metadata.annotations?.[annotation] ?? 0);
	return counted(next, sameJson(valueAt(current, "spec.template"), valueAt(next, "spec.template")) ? before : before + 1);
}

function counted(state: ObjectState, generation: number): ObjectState {
	const annotations = { ...state.metadata.annotations, [annotation]: String(generation) };
	const sorted = Object.fromEntries(Object.entries(annotations).toSorted(([a], [b]) => (a < b ? -1 : 1)));
	return { ...state, metadata: orderMetadata({ ...state.metadata, annotations: sorted }) };
}
