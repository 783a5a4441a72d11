import { type Structure, structureAt, structuresAt } from "../schema/defaults/with-members.ts";
import { type FieldError, forbiddenField, invalidValue, notSupported, required } from "../status/field-error.ts";
import type { ObjectState } from "../storage/object-state.ts";
import { compareQuantities } from "./compare-quantities.ts";
import { metricErrors } from "./metric-errors.ts";
import { negativeErrors } from "./number-errors.ts";
import { objectReferenceErrors } from "./object-reference-errors.ts";

/** What is wrong with a new autoscaler. */
export function newAutoscalerErrors(next: ObjectState): FieldError[] {
	return autoscalerErrors(next, undefined);
}

/** What is wrong with an autoscaler, of which some things may stay as wrong as they were. */
export function autoscalerErrors(next: ObjectState, current: ObjectState | undefined): FieldError[] {
	const [spec, before] = [structureAt(next, "spec"), structureAt(current ?? {}, "spec")];
	const least = before["minReplicas"] === 0 ? 0 : 1;
	const { minReplicas, maxReplicas = 0 } = spec as { readonly minReplicas?: number; readonly maxReplicas?: number };
	const target = structureAt(spec, "scaleTargetRef");
	const known = structureAt(before, "scaleTargetRef");
	const same = current !== undefined && target["apiVersion"] === known["apiVersion"] && target["kind"] === known["kind"];
	// The core group has nothing else that can be scaled.
	const groups = same ? "any" : target["kind"] === "ReplicationController" ? "all" : "named";
	const metrics = structuresAt(spec, "metrics");
	const external = metrics.some(({ type }) => type === "Object" || type === "External");
	const behavior = structureAt(spec, "behavior");
	return [
		...(minReplicas !== undefined && minReplicas < least
			? [invalidValue("spec.minReplicas", minReplicas, `must be greater than or equal to ${least}`)]
			: []),
		...(maxReplicas < 1 ? [invalidValue("spec.maxReplicas", maxReplicas, "must be greater than 0")] : []),
		...(minReplicas !== undefined && maxReplicas < minReplicas
			? [invalidValue("spec.maxReplicas", maxReplicas, "must be greater than or equal to `minReplicas`")]
			: []),
		...objectReferenceErrors("spec.scaleTargetRef", target, groups),
		...metrics.flatMap((metric, index) => metricErrors(`spec.metrics[${index}]`, metric)),
		...(minReplicas === 0 && !external
			? [
					forbiddenField(
						"spec.metrics",
						"must specify at least one Object or External metric to support scaling to zero replicas",
					),
				]
			: []),
		...["scaleUp", "scaleDown"].flatMap((direction) =>
			behavior[direction] === undefined ? [] : rulesErrors(`spec.behavior.${direction}`, structureAt(behavior, direction)),
		),
	];
}

/** What is wrong with the status of an autoscaler. */
export function autoscalerStatusErrors(next: ObjectState): FieldError[] {
	const status = structureAt(next, "status");
	return ["currentReplicas", "desiredReplicas"].flatMap((field) => negativeErrors(`status.${field}`, status[field]));
}

function rulesErrors(field: string, rules: Structure): FieldError[] {
	const seconds = rules["stabilizationWindowSeconds"] as number | undefined;
	const select = rules["selectPolicy"] as string | undefined;
	const policies = structuresAt(rules, "policies");
	const window = `${field}.stabilizationWindowSeconds`;
	const tolerance = rules["tolerance"] as string | undefined;
	return [
		...(seconds !== undefined && seconds < 0 ? [invalidValue(window, seconds, "must be greater than or equal to zero")] : []),
		...(seconds !== undefined && seconds > 3600 ? [invalidValue(window, seconds, "must be less than or equal to 3600")] : []),
		...(select === undefined || ["Disabled", "Max", "Min"].includes(select)
			? []
			: [notSupported(`${field}.selectPolicy`, select, ["Disabled", "Max", "Min"])]),
		...(policies.length === 0 ? [required(`${field}.policies`, "must specify at least one Policy")] : []),
		...policies.flatMap((policy, index) => policyErrors(`${field}.policies[${index}]`, policy)),
		...(tolerance !== undefined && compareQuantities(tolerance, "0") < 0
			? [invalidValue(`${field}.tolerance`, tolerance, "must be greater than or equal to 0")]
			: []),
	];
}

function policyErrors(field: string, policy: Structure): FieldError[] {
	const { type = "", value = 0, periodSeconds = 0 } = policy as { type?: string; value?: number; periodSeconds?: number };
	const period = `${field}.periodSeconds`;
	return [
		...(type === "Pods" || type === "Percent" ? [] : [notSupported(`${field}.type`, type, ["Percent", "Pods"])]),
		...(value <= 0 ? [invalidValue(`${field}.value`, value, "must be greater than zero")] : []),
		...(periodSeconds <= 0 ? [invalidValue(period, periodSeconds, "must be greater than zero")] : []),
		...(periodSeconds > 1800 ? [invalidValue(period, periodSeconds, "must be less than or equal to 1800")] : []),
	];
}
