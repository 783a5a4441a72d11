import { mastersGroup, type User } from "../../authentication/user.ts";
import type { Store } from "../../storage/store.ts";
import type { Attributes } from "../attributes.ts";
import type { Authorizer, Decision, HeldRules } from "../authorizer.ts";
import { type PolicyRule, ruleAllows } from "./policy-rule.ts";
import { describeMissing, type RoleReference, rbacCollections, rulesOfReference } from "./role-reference.ts";
import { describeSubject, type Subject, subjectApplies } from "./subject.ts";

/** A rule that a user holds and what gives it, or a role that should give some and is not there. */
type Grant = { readonly rule: PolicyRule; readonly reason: string } | { readonly missing: RoleReference };

/** Decides by the roles and bindings in the store; members of `system:masters` may do everything. */
export class RbacAuthorizer implements Authorizer {
	readonly #store: Store;

	constructor(store: Store) {
		this.#store = store;
	}

	authorize(user: User, attributes: Attributes): Decision {
		if (user.groups.includes(mastersGroup)) return { allowed: true, reason: "" };
		const missing: RoleReference[] = [];
		for (const grant of this.#grants(user, attributes.kind === "resource" ? attributes.namespace : undefined)) {
			if ("missing" in grant) missing.push(grant.missing);
			else if (ruleAllows(grant.rule, attributes)) return { allowed: true, reason: `RBAC: allowed by ${grant.reason}` };
		}
		return { allowed: false, reason: missing.length === 0 ? "" : `RBAC: ${describeMissing(missing)}` };
	}

	rulesOf(user: User, namespace: string | undefined): HeldRules {
		const rules: PolicyRule[] = [];
		const missing: RoleReference[] = [];
		for (const grant of this.#grants(user, namespace)) {
			if ("missing" in grant) missing.push(grant.missing);
			else rules.push(grant.rule);
		}
		return { rules, missing };
	}

	*#grants(user: User, namespace: string | undefined): Generator<Grant, void> {
		yield* this.#grantsOf("ClusterRoleBinding", rbacCollections.clusterRoleBindings, "", user);
		if (namespace) yield* this.#grantsOf("RoleBinding", rbacCollections.roleBindings, namespace, user);
	}

	*#grantsOf(kind: string, collection: string, namespace: string, user: User): Generator<Grant, void> {
		for (const { state } of this.#store.range(collection, namespace === "" ? "" : `${namespace}/`)) {
			const subjects = (state["subjects"] ?? []) as readonly Subject[];
			const subject = subjects.find((candidate) => subjectApplies(candidate, user, namespace));
			if (subject === undefined) continue;
			const reference = state["roleRef"] as RoleReference;
			const rules = rulesOfReference(this.#store, reference, namespace);
			if (rules === undefined) {
				yield { missing: reference };
				continue;
			}
			const { name = "" } = state.metadata;
			const binding = `${kind} ${JSON.stringify(namespace === "" ? name : `${name}/${namespace}`)}`;
			const reason = `${binding} of ${reference.kind} ${JSON.stringify(reference.name)} to ${describeSubject(subject)}`;
			for (const rule of rules) yield { rule, reason };
		}
	}
}
