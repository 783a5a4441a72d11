import type { Change } from "../store/change.ts";

/**
 * Passes everything but deletions; the other predicates pass every deletion, since one that is missed is never told again.
 *
 * @example
 * ```ts
 * const object = await pods.get("web");
 * ignoreDeletes({ type: "delete", key: keyOf(object), old: object, object, finalStateUnknown: false }); // => false
 * ```
 */
export function ignoreDeletes(change: Change<unknown>): boolean {
	return change.type !== "delete";
}
