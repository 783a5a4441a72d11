import { type Condition, type ConditionFunction, conditionOf, type Verdict } from "./condition.ts";

type AnyCondition<K> = Condition<K> | ConditionFunction<K>;

/** Whether each of some conditions holds only where there is an object. */
type PresenceOf<C> = C extends Condition<never, infer Present> ? Present : false;

/**
 * All of the conditions hold at the same time; the first that does not is the last that is asked. One that never will ends
 * the wait.
 *
 * @example
 * ```ts
 * await waitFor(pods, "web", conditions.and(conditions.exists(), (pod) => pod?.metadata.labels?.["app"] === "nginx"));
 * ```
 */
export function and<K, const C extends readonly AnyCondition<K>[]>(
	...conditions: C
): Condition<K, true extends PresenceOf<C[number]> ? true : false> {
	const all = conditions.map((condition) => conditionOf(condition));
	return {
		description: all.map(({ description }) => description).join(" and "),
		allowsAbsence: all.some(({ allowsAbsence }) => allowsAbsence),
		judge(object, context) {
			for (const condition of all) {
				const verdict = condition.judge(object, context);
				if (verdict !== true) return verdict;
			}
			return true;
		},
	};
}

/**
 * One of the conditions holds; the first that does is the last that is asked. The wait ends when none of them ever will.
 *
 * @example
 * ```ts
 * await waitFor(pods, "web", conditions.or(conditions.deleted(), conditions.exists()));
 * ```
 */
export function or<K, const C extends readonly AnyCondition<K>[]>(
	...conditions: C
): Condition<K, PresenceOf<C[number]> extends true ? true : false> {
	const all = conditions.map((condition) => conditionOf(condition));
	return {
		description: all.map(({ description }) => description).join(" or "),
		allowsAbsence: all.some(({ allowsAbsence }) => allowsAbsence),
		judge(object, context) {
			const failures: string[] = [];
			for (const condition of all) {
				const verdict = condition.judge(object, context);
				if (verdict === true) return true;
				if (verdict !== false) failures.push(verdict.failed);
			}
			return failures.length > 0 && failures.length === all.length ? { failed: failures.join("; ") } : false;
		},
	};
}

/**
 * The condition does not hold; that it never will is enough.
 *
 * @example
 * ```ts
 * await waitFor(pods, "web", conditions.not(conditions.podReady()));
 * ```
 */
export function not<K>(condition: AnyCondition<K>): Condition<K, false> {
	const inner = conditionOf(condition);
	return {
		description: `not (${inner.description})`,
		allowsAbsence: inner.allowsAbsence,
		judge: (object, context): Verdict => inner.judge(object, context) !== true,
	};
}
