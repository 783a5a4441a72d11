import { isRecord } from "../is-record.ts";

/**
 * What a JSON web token says, unverified: the API server checks the signature, a client only wants to know when to ask again.
 * `undefined` for a text that is no such token.
 */
export function jwtClaims(token: string): Readonly<Record<string, unknown>> | undefined {
	const parts = token.split(".");
	if (parts.length !== 3) return undefined;
	try {
		const claims: unknown = JSON.parse(Buffer.from(parts[1] ?? "", "base64url").toString("utf8"));
		return isRecord(claims) ? claims : undefined;
	} catch {
		return undefined;
	}
}

/** When a token ends, in milliseconds since 1970; `undefined` when it does not say. */
export function jwtExpiry(token: string): number | undefined {
	const exp = jwtClaims(token)?.["exp"];
	return typeof exp === "number" ? exp * 1000 : undefined;
}
