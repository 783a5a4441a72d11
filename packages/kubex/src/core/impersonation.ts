/**
 * Acts as somebody else, if the caller may.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation
 */
export interface Impersonation {
	/** The user to act as; a service account is `system:serviceaccount:<namespace>:<name>`. */
	readonly user: string;
	readonly uid?: string | undefined;
	readonly groups?: readonly string[] | undefined;
	/** Further facts about the user, by key; keys are compared in lower case by the server. */
	readonly extra?: Readonly<Record<string, readonly string[]>> | undefined;
}

/**
 * The headers that ask for it, one pair for each; `Impersonate-Group` and extras may be repeated.
 *
 * @throws TypeError when there is no user, or a value that no header can carry.
 */
export function impersonationHeaders(impersonation: Impersonation): readonly (readonly [name: string, value: string])[] {
	const { extra = {}, groups = [], uid, user } = impersonation;
	if (typeof user !== "string" || user === "")
		throw new TypeError("impersonate: a user is needed; uid, groups and extra add to it");
	const headers: [string, string][] = [["impersonate-user", user]];
	if (uid !== undefined && uid !== "") headers.push(["impersonate-uid", uid]);
	for (const group of groups) headers.push(["impersonate-group", group]);
	for (const [key, values] of Object.entries(extra)) {
		for (const value of values) headers.push([`impersonate-extra-${escapeKey(key)}`, value]);
	}
	for (const [name, value] of headers) {
		if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
			throw new TypeError(`impersonate: ${name} has a character that no header can carry`);
	}
	return headers;
}

/** A key may have any characters, a header's name only those of RFC 9110's tokens; the percent sign introduces the rest. */
function escapeKey(key: string): string {
	const bytes = new TextEncoder().encode(key);
	let escaped = "";
	for (const byte of bytes) {
		const character = String.fromCharCode(byte);
		escaped += /[A-Za-z0-9!#$&'*+\-.^_`|~]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
	}
	return escaped;
}
