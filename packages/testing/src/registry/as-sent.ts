import type { SentValue } from "../schema/decoding.ts";
import type { ObjectState } from "../storage/object-state.ts";

/** An object with the values that a client sent for those that are kept, by which it is told who owns them. */
export function asSent(state: ObjectState, sent: readonly SentValue[]): ObjectState {
	if (sent.length === 0) return state;
	const object = structuredClone(state);
	for (const { path, value } of sent) {
		let parent: unknown = object;
		for (const key of path.slice(0, -1)) parent = (parent as Readonly<Record<string | number, unknown>>)[key];
		const key = path.at(-1) ?? "";
		Object.defineProperty(parent, key, { value, configurable: true, enumerable: true, writable: true });
	}
	return object;
}
