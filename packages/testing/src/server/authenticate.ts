import { timingSafeEqual } from "node:crypto";
import { unauthorized } from "../status/request-errors.ts";

/** Who a request comes from. */
export interface User {
	readonly name: string;
	readonly groups: readonly string[];
}

/** What the connection itself proves: nothing, a certificate that the authority did not sign, or a user. */
export type Peer = { readonly certificate: "none" | "untrusted" } | { readonly certificate: "trusted"; readonly user: User };

/** The user that no credentials stand for. */
const anonymousUser: User = { name: "system:anonymous", groups: ["system:unauthenticated"] };

/** The user of the credentials that a cluster hands out; its group may do everything. */
export const adminUser: User = { name: "admin", groups: ["system:masters"] };

/**
 * Finds out who a request comes from. A certificate that is trusted decides; then a token; without either the user is anonymous. Other forms of
 * `Authorization` are ignored, as by the real server.
 *
 * @param tokens The users by their bearer tokens.
 * @throws StatusError 401 for a certificate or token that is not known.
 */
export function authenticate(peer: Peer, authorization: string | undefined, tokens: ReadonlyMap<string, User>): User {
	if (peer.certificate === "trusted") return peer.user;
	const [scheme = "", token = ""] = (authorization ?? "").split(" ", 2);
	if (scheme.toLowerCase() === "bearer" && token !== "") {
		for (const [known, user] of tokens) if (equal(known, token)) return user;
		throw unauthorized();
	}
	if (peer.certificate === "untrusted") throw unauthorized();
	return anonymousUser;
}

function equal(a: string, b: string): boolean {
	const [left, right] = [Buffer.from(a), Buffer.from(b)];
	return left.length === right.length && timingSafeEqual(left, right);
}
