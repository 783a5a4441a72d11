import { sameJson } from "../../registry/changes.ts";
import { matchesLabelSelector, type ObjectLabelSelector } from "../../selectors/object-label-selector.ts";
import type { Store } from "../../storage/store.ts";
import type { StoredObject } from "../../storage/stored-object.ts";
import type { PolicyRule } from "./policy-rule.ts";
import { rbacCollections } from "./role-reference.ts";

/** Gives each ClusterRole that is put together from others their rules, in the order of their names and each rule once. */
export function aggregateClusterRoles(store: Store): void {
	const { clusterRoles } = rbacCollections;
	// A role may be a part of another that is a part of a third; each round settles one step.
	for (let changed = true; changed; ) {
		changed = false;
		const all = [...store.range(clusterRoles, "")];
		for (const role of all) {
			const rules = aggregatedRules(role, all);
			if (rules === undefined || sameJson(rules, role.state["rules"] ?? [])) continue;
			store.put(clusterRoles, role.key, { ...role.state, rules }, role);
			changed = true;
		}
	}
}

/** The rules that a role is put together from; `undefined` for one that has rules of its own. */
function aggregatedRules(role: StoredObject, all: readonly StoredObject[]): readonly PolicyRule[] | undefined {
	const aggregation = role.state["aggregationRule"] as
		| { readonly clusterRoleSelectors?: readonly ObjectLabelSelector[] }
		| undefined;
	if (aggregation === undefined) return undefined;
	const rules = new Map<string, PolicyRule>();
	for (const selector of aggregation.clusterRoleSelectors ?? []) {
		for (const part of all) {
			if (part.key === role.key || !matchesLabelSelector(selector, part.state.metadata.labels)) continue;
			for (const rule of (part.state["rules"] ?? []) as readonly PolicyRule[]) rules.set(JSON.stringify(rule), rule);
		}
	}
	return [...rules.values()];
}
