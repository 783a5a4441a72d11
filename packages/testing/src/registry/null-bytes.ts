import type { ObjectState } from "../storage/object-state.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import type { ReadObject } from "./object-reader.ts";

/** The object with the `null`s that the client sent for bytes, by which it is told who owns them. */
export function withNulls(state: ObjectState, nulls: ReadObject["nulls"]): ObjectState {
	if (nulls.length === 0) return state;
	const members: Record<string, Record<string, unknown>> = {};
	for (const [member, key] of nulls) {
		members[member] ??= { ...(state[member] as Record<string, unknown>) };
		Object.defineProperty(members[member], key, { value: null, configurable: true, enumerable: true, writable: true });
	}
	return { ...state, ...members };
}

const written = new WeakSet<StoredObject>();

/** Notes what was written with such `null`s: the server reads them as no bytes, which it keeps in another form. */
export function noteNulls(object: StoredObject, nulls: ReadObject["nulls"]): StoredObject {
	if (nulls.length > 0) written.add(object);
	return object;
}

/** Whether the next write of an object is one even when it changes nothing, as it brings such `null`s into the other form. */
export function keepsNulls({ origin }: StoredObject): boolean {
	return written.has(origin);
}
