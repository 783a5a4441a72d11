import type { Change } from "../store/change.ts";
import type { StoredObject } from "../store/stored-object.ts";
import { whenUpdated } from "./when-updated.ts";

/**
 * Passes updates that have changed labels, and everything that is no update.
 *
 * @example
 * ```ts
 * const old = await pods.get("web");
 * const object = { ...old, metadata: { ...old.metadata, labels: { app: "other" } } };
 * labelsChanged({ type: "update", key: keyOf(old), old, object }); // => true
 * ```
 */
export function labelsChanged(change: Change<StoredObject>): boolean {
	return whenUpdated(change, (old, now) => !sameEntries(old.labels, now.labels));
}

/**
 * Passes updates that have changed annotations, and everything that is no update.
 *
 * @example
 * ```ts
 * const old = await pods.get("web");
 * const object = { ...old, metadata: { ...old.metadata, annotations: { note: "new" } } };
 * annotationsChanged({ type: "update", key: keyOf(old), old, object }); // => true
 * ```
 */
export function annotationsChanged(change: Change<StoredObject>): boolean {
	return whenUpdated(change, (old, now) => !sameEntries(old.annotations, now.annotations));
}

/**
 * Passes updates that have added or removed finalizers, and everything that is no update.
 *
 * @example
 * ```ts
 * const old = await pods.get("web");
 * const object = { ...old, metadata: { ...old.metadata, finalizers: ["example.com/held"] } };
 * finalizersChanged({ type: "update", key: keyOf(old), old, object }); // => true
 * ```
 */
export function finalizersChanged(change: Change<StoredObject>): boolean {
	return whenUpdated(change, (old, now) => !sameMembers(old.finalizers, now.finalizers));
}

/**
 * Passes updates that have changed anything at all, unlike those that only repeat a state, and everything that is no update.
 *
 * @example
 * ```ts
 * const old = await pods.get("web");
 * const object = { ...old, metadata: { ...old.metadata, resourceVersion: "4711" } };
 * resourceVersionChanged({ type: "update", key: keyOf(old), old, object }); // => true
 * ```
 */
export function resourceVersionChanged(change: Change<StoredObject>): boolean {
	return whenUpdated(change, (old, now) => old.resourceVersion !== now.resourceVersion);
}

type Entries = Readonly<Record<string, string>>;

function sameEntries(a: Entries = {}, b: Entries = {}): boolean {
	const keys = Object.keys(a);
	// What an object inherits, such as `constructor`, is no label.
	return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key]);
}

function sameMembers(a: readonly string[] = [], b: readonly string[] = []): boolean {
	return a.length === b.length && a.every((member) => b.includes(member));
}
