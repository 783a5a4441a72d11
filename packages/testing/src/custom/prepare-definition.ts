import { type ObjectState, orderMetadata } from "../storage/object-state.ts";
import { cleanUpFinalizer, type Definition, withCondition } from "./definition.ts";

/** A definition with what follows from the rest of it: names that are left out, and that nothing is converted. */
export function completeDefinition(state: ObjectState): ObjectState {
	const { spec } = state as unknown as Definition;
	const { kind, listKind, singular, ...names } = spec.names;
	const complete = {
		...names,
		...(kind === "" ? {} : { kind }),
		...(listKind || kind !== "" ? { listKind: listKind || `${kind}List` } : {}),
		...(singular || kind !== "" ? { singular: singular || kind.toLowerCase() } : {}),
	};
	return { ...state, spec: ordered({ conversion: { strategy: "None" }, ...spec, names: { kind: "", ...ordered(complete) } }) };
}

/** A definition whose status knows the version that objects are stored in. */
export function prepareDefinition(state: ObjectState): ObjectState {
	const { spec, status } = state as unknown as Definition;
	const storage = (spec.versions as typeof spec.versions | null)?.find((version) => version.storage)?.name;
	const stored = status.storedVersions ?? [];
	if (storage === undefined || stored.includes(storage)) return state;
	return { ...state, status: { ...status, storedVersions: [...stored, storage] } };
}

/** A definition that is deleted stays until its objects are gone. */
export function markDefinition(state: ObjectState, now: string): ObjectState {
	const { finalizers = [] } = state.metadata;
	const metadata = orderMetadata({
		...state.metadata,
		deletionTimestamp: now,
		finalizers: finalizers.includes(cleanUpFinalizer) ? finalizers : [...finalizers, cleanUpFinalizer],
	});
	const pending = {
		type: "Terminating",
		status: "True",
		reason: "InstanceDeletionPending",
		message: "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
	} as const;
	return withCondition({ ...(state as unknown as Definition), metadata }, pending, now);
}

function ordered(object: object): object {
	return Object.fromEntries(Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
