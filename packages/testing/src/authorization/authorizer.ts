import type { User } from "../authentication/user.ts";
import type { Attributes } from "./attributes.ts";
import type { PolicyRule } from "./rbac/policy-rule.ts";
import type { RoleReference } from "./rbac/role-reference.ts";

/** Whether something is allowed, and why or why not, as far as that is said; empty where it is not. */
export interface Decision {
	readonly allowed: boolean;
	readonly reason: string;
}

/** All that a user may do in a namespace. */
export interface HeldRules {
	readonly rules: readonly PolicyRule[];
	/** Roles that bindings give the user and that are not there. */
	readonly missing: readonly RoleReference[];
}

/** Decides who may do what. */
export interface Authorizer {
	/** Whether a user may do something. */
	authorize(user: User, attributes: Attributes): Decision;
	/** What a user may do in a namespace, cluster-wide rights included; without a namespace only those. */
	rulesOf(user: User, namespace: string | undefined): HeldRules;
}

/** Allows everything to everybody. */
export const alwaysAllow: Authorizer = {
	authorize: () => ({ allowed: true, reason: "" }),
	rulesOf: () => ({
		rules: [
			{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] },
			{ verbs: ["*"], nonResourceURLs: ["*"] },
		],
		missing: [],
	}),
};
