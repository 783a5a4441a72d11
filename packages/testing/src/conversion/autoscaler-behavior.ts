import type { Members } from "../patch/patch-value.ts";
import { integerOf, listOf, memberOf, present, quantityOf, structureOf, textOf } from "./annotation-value.ts";

/** The behavior of an autoscaler as autoscaling/v1 notes it in an annotation: by the names of the server's own types. */
export function writeBehavior(behavior: Members): Members {
	return { ScaleUp: writeRules(behavior["scaleUp"]), ScaleDown: writeRules(behavior["scaleDown"]) };
}

/** A behavior that an annotation of autoscaling/v1 notes; `undefined` for one that says nothing. */
export function readBehavior(value: unknown): Members | undefined {
	const behavior = present({
		scaleUp: readRules(structureOf(value, "ScaleUp")),
		scaleDown: readRules(structureOf(value, "ScaleDown")),
	});
	return Object.keys(behavior).length === 0 ? undefined : behavior;
}

function writeRules(value: unknown): Members | null {
	if (value === undefined) return null;
	const { stabilizationWindowSeconds = null, selectPolicy = null, policies, tolerance = null } = value as Members;
	const written = (policies as readonly Members[] | undefined)?.map(({ type, value: amount, periodSeconds }) => ({
		Type: type,
		Value: amount,
		PeriodSeconds: periodSeconds,
	}));
	return {
		StabilizationWindowSeconds: stabilizationWindowSeconds,
		SelectPolicy: selectPolicy,
		Policies: written ?? null,
		Tolerance: tolerance,
	};
}

function readRules(rules: Members | undefined): Members | undefined {
	if (rules === undefined) return undefined;
	const policies = memberOf(rules, "Policies");
	return present({
		stabilizationWindowSeconds: integerOf(rules, "StabilizationWindowSeconds"),
		selectPolicy: textOf(rules, "SelectPolicy"),
		policies:
			policies === undefined
				? undefined
				: listOf(policies).map((policy) => ({
						type: textOf(policy, "Type") ?? "",
						value: integerOf(policy, "Value") ?? 0,
						periodSeconds: integerOf(policy, "PeriodSeconds") ?? 0,
					})),
		tolerance: quantityOf(rules, "Tolerance"),
	});
}
