import { adminUser, mastersGroup } from "../../authentication/user.ts";
import { isUnchanged } from "../../registry/prepare.ts";
import type { ResourceRequest } from "../../registry/resource-request.ts";
import type { ServedResource } from "../../registry/served-resource.ts";
import type { Services } from "../../registry/services.ts";
import { goQuote } from "../../status/go-quote.ts";
import { forbidden, notFound } from "../../status/object-errors.ts";
import { type ObjectState, orderMetadata } from "../../storage/object-state.ts";
import type { PolicyRule } from "./policy-rule.ts";
import { describeMissing, type RoleReference, rulesOfReference } from "./role-reference.ts";
import { missingRules } from "./rule-coverage.ts";

const everything: readonly PolicyRule[] = [
	{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] },
	{ verbs: ["*"], nonResourceURLs: ["*"] },
];

/**
 * Lets nobody give rights that they do not hold: by a role without the right to escalate it, by a binding without the right to bind its role.
 *
 * @param next A role or a binding as the client sent it; other objects pass.
 * @param current The object as it is, where there is one.
 * @throws StatusError 403 that lists the rights, or 404 for a binding of a role that is not there.
 */
export function checkEscalation(
	{ store, access: { authorizer } }: Services,
	{ name: { group, resource } }: ServedResource,
	{ user = adminUser, namespace }: ResourceRequest,
	next: ObjectState,
	current?: ObjectState,
): void {
	if (group !== "rbac.authorization.k8s.io" || user.groups.includes(mastersGroup)) return;
	if (current !== undefined && onlyOwnersDiffer(current, next)) return;
	const name = next.metadata.name ?? "";
	const may = (verb: string, plural: string, object: string): boolean =>
		authorizer.authorize(user, { kind: "resource", verb, group, resource: plural, namespace, name: object }).allowed;
	let wanted: readonly PolicyRule[];
	if (resource === "roles" || resource === "clusterroles") {
		if (may("escalate", resource, name)) return;
		wanted = (next["rules"] ?? []) as readonly PolicyRule[];
	} else {
		const reference = (next["roleRef"] ?? {}) as Partial<RoleReference>;
		const { kind = "", name: role = "" } = reference;
		if (may("bind", kind === "Role" ? "roles" : "clusterroles", role)) return;
		const rules = rulesOfReference(store, { kind, name: role }, namespace ?? "");
		if (rules === undefined) throw notFound({ group, resource }, role);
		wanted = rules;
	}
	const held = authorizer.rulesOf(user, namespace);
	const missing = missingRules(held.rules, wanted);
	if (missing.length === 0) {
		// Whoever says which roles are put together could have everything.
		if (next["aggregationRule"] === undefined || missingRules(held.rules, everything).length === 0) return;
		throw forbidden({ group, resource }, name, "must have cluster-admin privileges to use the aggregationRule");
	}
	const who = `user ${goQuote(user.name)} (groups=[${user.groups.map(goQuote).join(" ")}])`;
	// The server takes the missing roles for what the request is about.
	const unresolved = held.missing.length === 0 ? "" : `; resolution errors: [${describeMissing(held.missing, resource)}]`;
	const text = `${who} is attempting to grant RBAC permissions not currently held:\n${missing.join("\n")}${unresolved}`;
	throw forbidden({ group, resource }, name, text);
}

/** Whoever may write at all may change what garbage collection goes by. */
function onlyOwnersDiffer(current: ObjectState, next: ObjectState): boolean {
	return isUnchanged(withoutOwners(current), withoutOwners(next));
}

function withoutOwners(state: ObjectState): ObjectState {
	const { ownerReferences: _owners, finalizers: _finalizers, ...metadata } = state.metadata;
	return { ...state, metadata: orderMetadata(metadata) };
}
