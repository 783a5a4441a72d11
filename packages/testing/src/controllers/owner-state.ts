import type { OwnerReference } from "kubex/meta";
import type { ObjectState } from "../storage/object-state.ts";

/** How an owner stands: there, gone, waiting for its dependents to go first, or of a kind or scope that cannot be looked up. */
export type OwnerState = "solid" | "dangling" | "waiting" | "unknown";

/** The owners of an object by how they stand. */
export interface Owners {
	readonly solid: readonly OwnerReference[];
	readonly dangling: readonly OwnerReference[];
	readonly waiting: readonly OwnerReference[];
}

/** Sorts the owners of an object; `undefined` when it has none, or one about which nothing can be known, so that it has to stay. */
export function ownersOf(state: ObjectState, stateOf: (owner: OwnerReference) => OwnerState): Owners | undefined {
	const references = state.metadata.ownerReferences ?? [];
	if (references.length === 0) return undefined;
	const owners: Record<OwnerState, OwnerReference[]> = { solid: [], dangling: [], waiting: [], unknown: [] };
	for (const reference of references) owners[stateOf(reference)].push(reference);
	return owners.unknown.length > 0 ? undefined : owners;
}
