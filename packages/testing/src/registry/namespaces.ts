import { type ObjectState, orderMetadata } from "../storage/object-state.ts";

/** Where namespaces are stored. */
export const namespacesCollection = "/namespaces";

/** The label by which namespaces can be selected under their names. */
const nameLabel = "kubernetes.io/metadata.name";

/** A namespace has a label with its name from the moment on in which that is known. */
export function nameNamespace(state: ObjectState): ObjectState {
	return state.metadata.name ? labelled(state) : state;
}

/** A new namespace waits for the namespace controller before it goes. */
export function prepareNamespace(state: ObjectState): ObjectState {
	const spec = (state["spec"] ?? {}) as { finalizers?: readonly string[] };
	const finalizers =
		spec.finalizers?.includes("kubernetes") === true ? spec.finalizers : [...(spec.finalizers ?? []), "kubernetes"];
	return labelled({ ...state, spec: { ...spec, finalizers } });
}

/** Whom a namespace waits for is changed through `/finalize` only. */
export function replaceNamespace(next: ObjectState, current: ObjectState): ObjectState {
	return labelled({ ...next, spec: { ...(next["spec"] as object | undefined), ...(current["spec"] as object | undefined) } });
}

function labelled(state: ObjectState): ObjectState {
	const { name = "" } = state.metadata;
	const labels = { ...state.metadata.labels, [nameLabel]: name };
	const sorted = Object.fromEntries(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
	return { ...state, metadata: orderMetadata({ ...state.metadata, labels: sorted }) };
}
