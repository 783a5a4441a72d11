import type { Store } from "../../storage/store.ts";
import type { PolicyRule } from "./policy-rule.ts";

/** The role that a binding gives. */
export interface RoleReference {
	readonly kind: string;
	readonly name: string;
}

/** Where roles and bindings are stored. */
export const rbacCollections = {
	clusterRoles: "/rbac.authorization.k8s.io/clusterroles",
	clusterRoleBindings: "/rbac.authorization.k8s.io/clusterrolebindings",
	roles: "/rbac.authorization.k8s.io/roles",
	roleBindings: "/rbac.authorization.k8s.io/rolebindings",
} as const;

/**
 * The rules of the role that a binding gives; `undefined` when there is no such role.
 *
 * @param namespace That of the binding, which a Role is in.
 */
export function rulesOfReference(
	store: Store,
	{ kind, name }: RoleReference,
	namespace: string,
): readonly PolicyRule[] | undefined {
	const role =
		kind === "Role" ? store.get(rbacCollections.roles, `${namespace}/${name}`) : store.get(rbacCollections.clusterRoles, name);
	return role === undefined ? undefined : ((role.state["rules"] ?? []) as readonly PolicyRule[]);
}

/**
 * Says that roles are not there, each once; more than one stand in brackets.
 *
 * @param resource What they are called; by their kinds unless given.
 */
export function describeMissing(roles: readonly RoleReference[], resource?: string): string {
	const texts = roles.map(({ kind, name }) => {
		const called = resource ?? kind.toLowerCase();
		return `${called}.rbac.authorization.k8s.io ${JSON.stringify(name)} not found`;
	});
	const distinct = [...new Set(texts)];
	return distinct.length === 1 ? `${distinct[0]}` : `[${distinct.join(", ")}]`;
}
