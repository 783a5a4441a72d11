import { timingSafeEqual } from "node:crypto";
import { unauthorized } from "../status/request-errors.ts";
import type { ServiceAccountTokens, TokenFinding } from "./service-account-tokens.ts";
import { anonymousUser, type User } from "./user.ts";

/** What the connection itself proves: nothing, a certificate that cannot be trusted (any more), or a user. */
export type Peer = { readonly certificate: "none" | "untrusted" } | { readonly certificate: "trusted"; readonly user: User };

/** The credentials that a cluster knows beside certificates and the tokens of its ServiceAccounts. */
export interface KnownCredentials {
	/** The users by their bearer tokens. */
	readonly tokens: ReadonlyMap<string, User>;
	/** The users by `name:password`. */
	readonly passwords: ReadonlyMap<string, User>;
}

/** Finds out who requests come from. */
export class Authenticator {
	readonly serviceAccountTokens: ServiceAccountTokens;
	readonly #known: KnownCredentials;

	constructor(known: KnownCredentials, serviceAccountTokens: ServiceAccountTokens) {
		this.#known = known;
		this.serviceAccountTokens = serviceAccountTokens;
	}

	/**
	 * Finds out who a request comes from. A certificate that is trusted decides; then a token or a password; without any the user is anonymous.
	 * Passwords that are not known and other forms of `Authorization` are ignored, as a real server, which knows no passwords, ignores them all.
	 *
	 * @throws StatusError 401 for a certificate or token that is not known.
	 */
	authenticate(peer: Peer, authorization: string | undefined): User {
		if (peer.certificate === "trusted") return peer.user;
		const [scheme = "", value = ""] = (authorization ?? "").trim().split(" ", 3);
		if (scheme.toLowerCase() === "bearer" && value !== "") {
			const finding = this.findToken(value);
			if ("user" in finding) return finding.user;
			throw unauthorized();
		}
		if (peer.certificate === "untrusted") throw unauthorized();
		if (scheme.toLowerCase() !== "basic") return anonymousUser;
		return lookUp(this.#known.passwords, Buffer.from(value, "base64").toString()) ?? anonymousUser;
	}

	/**
	 * Finds out whose a bearer token is.
	 *
	 * @param audiences For whom it must be meant; the API server itself unless given.
	 */
	findToken(token: string, audiences: readonly string[] = [this.serviceAccountTokens.key.issuer]): TokenFinding {
		const user = lookUp(this.#known.tokens, token);
		if (user === undefined) return this.serviceAccountTokens.find(token, audiences);
		// A token that says nothing of audiences is for the API server.
		const own = audiences.filter((audience) => audience === this.serviceAccountTokens.key.issuer);
		return own.length === 0 ? { error: undefined } : { user, audiences: own };
	}
}

function lookUp(users: ReadonlyMap<string, User>, secret: string): User | undefined {
	for (const [known, user] of users) if (equal(known, secret)) return user;
	return undefined;
}

function equal(a: string, b: string): boolean {
	const [left, right] = [Buffer.from(a), Buffer.from(b)];
	return left.length === right.length && timingSafeEqual(left, right);
}
