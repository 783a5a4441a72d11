import { type Described, timeOf } from "./describe-certificate.ts";
import { jwtClaims, jwtExpiry } from "./oidc/jwt-claims.ts";

/** What a token says of itself, without showing it. */
export function describeToken(token: string, now: number): Described {
	const claims = jwtClaims(token);
	const subject = claims?.["sub"];
	const expiry = jwtExpiry(token);
	const of = typeof subject === "string" ? ` of ${subject}` : "";
	const until = expiry === undefined ? "" : `, valid until ${timeOf(expiry)}`;
	const problem = expiry !== undefined && now >= expiry ? `the token${of} has expired at ${timeOf(expiry)}` : undefined;
	return { value: `token${of}${until}`, problem };
}
