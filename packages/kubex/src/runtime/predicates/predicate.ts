import type { Change } from "../store/change.ts";

/**
 * Whether a change is worth looking at. Additions that were there from the beginning are changes like others.
 *
 * @example
 * ```ts
 * const isRunning: Predicate<DeepReadonly<Pod>> = ({ object }) => object.status?.phase === "Running";
 * const worthALook = and(generationChanged, onlyWhere((pod: DeepReadonly<Pod>) => pod.spec?.nodeName === "node-1"), not(isRunning));
 * ```
 */
export type Predicate<T> = (change: Change<T>) => boolean;

/**
 * Passes what all the predicates pass; everything, when there is none.
 *
 * @example
 * ```ts
 * const desired = and(generationChanged, ignoreDeletes);
 * desired({ type: "add", key: "default/web", object: await pods.get("web"), initial: true }); // => true
 * ```
 */
export function and<T>(...predicates: readonly Predicate<T>[]): Predicate<T> {
	return (change) => predicates.every((predicate) => predicate(change));
}

/**
 * Passes what one of the predicates passes; nothing, when there is none.
 *
 * @example
 * ```ts
 * const looks = or(labelsChanged, annotationsChanged);
 * looks({ type: "add", key: "default/web", object: await pods.get("web"), initial: true }); // => true
 * ```
 */
export function or<T>(...predicates: readonly Predicate<T>[]): Predicate<T> {
	return (change) => predicates.some((predicate) => predicate(change));
}

/**
 * Passes what the predicate does not pass. As most predicates pass every deletion, their opposites pass none.
 *
 * @example
 * ```ts
 * const onlyDeletes = not(ignoreDeletes);
 * onlyDeletes({ type: "add", key: "default/web", object: await pods.get("web"), initial: true }); // => false
 * ```
 */
export function not<T>(predicate: Predicate<T>): Predicate<T> {
	return (change) => !predicate(change);
}
