import type { Services } from "../registry/services.ts";
import { structureAt, withMembers } from "../schema/defaults/with-members.ts";
import type { ObjectState } from "../storage/object-state.ts";
import type { Admission } from "./admission.ts";

/** Gives a claim that names no class of storage the default one; an empty name is a name. */
export const defaultStorageClassAdmission: Admission = (services, state) => {
	const spec = structureAt(state, "spec");
	if (spec["storageClassName"] !== undefined) return state;
	if (state.metadata.annotations?.["volume.beta.kubernetes.io/storage-class"] !== undefined) return state;
	return withClass(
		services,
		state,
		"/storage.k8s.io/storageclasses",
		"storageclass.kubernetes.io/is-default-class",
		"storageClassName",
	);
};

/** Gives an Ingress that names no class the default one. */
export const defaultIngressClassAdmission: Admission = (services, state) => {
	if (structureAt(state, "spec")["ingressClassName"] !== undefined) return state;
	if (state.metadata.annotations?.["kubernetes.io/ingress.class"] !== undefined) return state;
	return withClass(
		services,
		state,
		"/networking.k8s.io/ingressclasses",
		"ingressclass.kubernetes.io/is-default-class",
		"ingressClassName",
	);
};

function withClass({ store }: Services, state: ObjectState, collection: string, annotation: string, field: string): ObjectState {
	// The newest, and of several of the same age the first by name.
	let newest: ObjectState["metadata"] | undefined;
	for (const {
		state: { metadata },
	} of store.range(collection, "")) {
		if (metadata.annotations?.[annotation] !== "true") continue;
		if (newest === undefined || (metadata.creationTimestamp ?? "") > (newest.creationTimestamp ?? "")) newest = metadata;
	}
	if (newest === undefined) return state;
	return { ...state, spec: withMembers(structureAt(state, "spec"), { [field]: newest.name }) };
}
