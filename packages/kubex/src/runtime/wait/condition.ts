import type { DeepReadonly } from "../store/deep-readonly.ts";

/** What a condition says of an object: whether it holds, or why it never will. */
export type Verdict = boolean | { readonly failed: string };

/** What a condition may look at beside the object. */
export interface ConditionContext<K> {
	/** The object as it was seen first; `undefined` when there was none. */
	readonly first: DeepReadonly<K> | undefined;
}

/**
 * Something that an object can be waited for to be.
 *
 * @typeParam Present - Whether there is an object when it holds.
 */
export interface Condition<K, Present extends boolean = boolean> {
	/** In words, for messages: `the Pod is ready`. */
	readonly description: string;
	/** Whether there may be no object: otherwise that ends the wait with a `NotFoundError`. */
	readonly allowsAbsence: boolean;
	/** Judges an object; `undefined` when there is none. */
	judge(object: DeepReadonly<K> | undefined, context: ConditionContext<K>): Verdict;
	/** Carries `Present` in the type system; never there at run time. */
	readonly present?: Present;
}

/** A condition as a function of the object alone, which is `undefined` when there is none. */
export type ConditionFunction<K> = (object: DeepReadonly<K> | undefined) => Verdict;

/** Makes a condition on objects that are there. */
export function conditionOn<K>(description: string, judge: (object: DeepReadonly<K>) => Verdict): Condition<K, true> {
	return { description, allowsAbsence: false, judge: (object) => (object === undefined ? false : judge(object)) };
}

/** Reads either form of a condition. */
export function conditionOf<K>(condition: Condition<K> | ConditionFunction<K>): Condition<K> {
	if (typeof condition !== "function") return condition;
	const description = condition.name === "" ? "a condition of the caller" : condition.name;
	return { description, allowsAbsence: true, judge: (object) => condition(object) };
}
