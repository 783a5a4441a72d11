/** Who a request comes from. */
export interface User {
	readonly name: string;
	readonly uid?: string | undefined;
	readonly groups: readonly string[];
	/** What else the credentials say, as lists of texts by key. */
	readonly extra?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** The group of everybody who is known. */
export const authenticatedGroup = "system:authenticated";

/** The group of everybody who is not. */
export const unauthenticatedGroup = "system:unauthenticated";

/** The group whose members may do everything. */
export const mastersGroup = "system:masters";

/** The user that no credentials stand for. */
export const anonymousUser: User = { name: "system:anonymous", groups: [unauthenticatedGroup] };

/** The user of the credentials that a cluster hands out; its group may do everything. */
export const adminUser: User = { name: "admin", groups: [mastersGroup, authenticatedGroup] };

/** The key of what tells one set of credentials from another. */
export const credentialId = "authentication.kubernetes.io/credential-id";

/** A user as objects show it: without what is empty, the keys of `extra` in order. */
export function presentUser({ name, uid, groups, extra = {} }: User): Readonly<Record<string, unknown>> {
	const keys = Object.keys(extra).toSorted();
	return {
		...(name === "" ? {} : { username: name }),
		...(uid ? { uid } : {}),
		...(groups.length === 0 ? {} : { groups }),
		...(keys.length === 0 ? {} : { extra: Object.fromEntries(keys.map((key) => [key, extra[key]])) }),
	};
}
