import type { Attributes } from "../attributes.ts";

/** A rule of a Role or ClusterRole. */
export interface PolicyRule {
	/** `null` in a rule that has none, which is only ever a wrong one. */
	readonly verbs: readonly string[] | null;
	readonly apiGroups?: readonly string[] | undefined;
	readonly resources?: readonly string[] | undefined;
	readonly resourceNames?: readonly string[] | undefined;
	readonly nonResourceURLs?: readonly string[] | undefined;
}

/** Whether a rule allows something. */
export function ruleAllows(rule: PolicyRule, attributes: Attributes): boolean {
	if (!includes(rule.verbs ?? [], attributes.verb)) return false;
	if (attributes.kind === "path") return (rule.nonResourceURLs ?? []).some((url) => pathMatches(url, attributes.path));
	const { group, resource, subresource, name } = attributes;
	return (
		includes(rule.apiGroups ?? [], group) &&
		(rule.resources ?? []).some((allowed) => resourceMatches(allowed, resource, subresource)) &&
		// What names no object, as a list or a create, is never allowed by a rule that does.
		(!rule.resourceNames?.length || rule.resourceNames.includes(name ?? ""))
	);
}

function includes(allowed: readonly string[], value: string): boolean {
	return allowed.includes("*") || allowed.includes(value);
}

/** Whether a resource of a rule stands for another: itself, everything, or a subresource of every resource. */
function resourceMatches(allowed: string, resource: string, subresource: string | undefined): boolean {
	if (allowed === "*") return true;
	if (!subresource) return allowed === resource;
	return allowed === `${resource}/${subresource}` || allowed === `*/${subresource}`;
}

/** Whether a path of a rule stands for another: itself, or any that continues it where it ends in `*`. */
export function pathMatches(allowed: string, path: string): boolean {
	return allowed === path || (allowed.endsWith("*") && path.startsWith(allowed.replace(/\*+$/, "")));
}
