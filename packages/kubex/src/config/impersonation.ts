/**
 * Whom to act as. The API server allows it to those who may `impersonate` that user, group, uid or extra field.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/
 */
export interface Impersonation {
	/** Such as `jane` or `system:serviceaccount:team-a:builder`. */
	readonly user: string;
	readonly uid?: string | undefined;
	readonly groups?: readonly string[] | undefined;
	/** Further facts about the user, such as scopes; keys as the server shows them, unescaped. */
	readonly extra?: Readonly<Record<string, readonly string[]>> | undefined;
}
