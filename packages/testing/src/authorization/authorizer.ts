import type { User } from "../authentication/user.ts";
import type { Attributes } from "./attributes.ts";
import type { PolicyRule } from "./rbac/policy-rule.ts";

/** Whether something is allowed, and why or why not, as far as that is said; empty where it is not. */
export interface Decision {
	readonly allowed: boolean;
	readonly reason: string;
}

/** All that a user may do in a namespace. */
export interface HeldRules {
	readonly rules: readonly PolicyRule[];
	/** What stood in the way of finding more. */
	readonly errors: readonly string[];
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
		errors: [],
	}),
};
