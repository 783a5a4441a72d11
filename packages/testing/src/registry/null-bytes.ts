import type { StoredObject } from "../storage/stored-object.ts";

const written = new WeakSet<StoredObject>();

/** Notes what was written with `null` for bytes: the server reads it as no bytes, which it keeps in another form. */
export function noteNulls(object: StoredObject, nulls: boolean): StoredObject {
	if (nulls) written.add(object);
	return object;
}

/** Whether the next write of an object is one even when it changes nothing, as it brings such `null`s into the other form. */
export function keepsNulls({ origin }: StoredObject): boolean {
	return written.has(origin);
}
