import type { GroupVersionKind, Schema } from "../api-description.ts";
import { kindName } from "./kind-name.ts";

/** Finds the definition of a kind's objects. */
export type KindIndex = (kind: GroupVersionKind) => string | undefined;

/** Indexes definitions by the kinds that they state to describe. */
export function indexKinds(definitions: Readonly<Record<string, Schema>>): KindIndex {
	const index = new Map<string, string>();
	for (const [name, { kinds = [] }] of Object.entries(definitions)) for (const kind of kinds) index.set(kindName(kind), name);
	return (kind) => index.get(kindName(kind));
}
