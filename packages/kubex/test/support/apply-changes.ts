import type { Change, StoredObject } from "kubex/runtime";
import { expect } from "vitest";

/**
 * What a consumer holds once it was told of changes. Fails when it is told what cannot be: of an addition of what it holds, or
 * of the change of a state that is not the one it holds.
 */
export function applyChanges<T extends StoredObject>(held: Map<string, T>, changes: readonly Change<T>[]): void {
	for (const change of changes) {
		const before = held.get(change.key);
		if (change.type === "add") expect(before, `an addition of ${change.key}, which is held`).toBeUndefined();
		else {
			expect(before, `the state before a change of ${change.key}`).toBe(change.old);
			expect(change.object.metadata.uid, `another object as the state after a change of ${change.key}`).toBe(
				before?.metadata.uid,
			);
		}
		if (change.type === "delete") held.delete(change.key);
		else held.set(change.key, change.object);
	}
}
