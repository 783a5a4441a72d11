import { type FieldError, invalidValue, required } from "../../status/field-error.ts";
import type { ObjectState } from "../../storage/object-state.ts";
import type { PolicyRule } from "./policy-rule.ts";

/** What is wrong with the rules of a Role. */
export function roleErrors(state: ObjectState): FieldError[] {
	return rulesOf(state).flatMap((rule, index) => ruleErrors(rule, `rules[${index}]`, true));
}

/** What is wrong with the rules of a ClusterRole. */
export function clusterRoleErrors(state: ObjectState): FieldError[] {
	const errors = rulesOf(state).flatMap((rule, index) => ruleErrors(rule, `rules[${index}]`, false));
	const aggregation = state["aggregationRule"] as { readonly clusterRoleSelectors?: readonly unknown[] } | undefined;
	if (aggregation !== undefined && !aggregation.clusterRoleSelectors?.length) {
		const detail = "at least one clusterRoleSelector required if aggregationRule is non-nil";
		errors.push(required("aggregationRule.clusterRoleSelectors", detail));
	}
	return errors;
}

function rulesOf(state: ObjectState): readonly Partial<PolicyRule>[] {
	return (state["rules"] ?? []) as readonly Partial<PolicyRule>[];
}

function ruleErrors(rule: Partial<PolicyRule>, path: string, namespaced: boolean): FieldError[] {
	const { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
	const errors: FieldError[] = [];
	if (!verbs?.length) errors.push(required(`${path}.verbs`, "verbs must contain at least one value"));
	if (nonResourceURLs.length > 0) {
		const refuse = (detail: string): number => errors.push(invalidValue(`${path}.nonResourceURLs`, nonResourceURLs, detail));
		if (namespaced) refuse("namespaced rules cannot apply to non-resource URLs");
		if (apiGroups.length + resources.length + resourceNames.length > 0) {
			refuse("rules cannot apply to both regular resources and non-resource URLs");
		}
		return errors;
	}
	if (apiGroups.length === 0) errors.push(required(`${path}.apiGroups`, "resource rules must supply at least one api group"));
	if (resources.length === 0) errors.push(required(`${path}.resources`, "resource rules must supply at least one resource"));
	return errors;
}
