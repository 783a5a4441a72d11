import type { Clock } from "../clock.ts";
import type { Random } from "../random.ts";
import { goQuote } from "../status/go-quote.ts";
import type { Store } from "../storage/store.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import { parseServiceAccountName, serviceAccountGroups, serviceAccountUser } from "./service-account-name.ts";
import type { SigningKey } from "./signing-key.ts";
import { authenticatedGroup, credentialId, type User } from "./user.ts";

/** What a token names: an object by its name and uid. */
interface Reference {
	readonly name: string;
	/** Absent for the node of a Pod whose Node is not there. */
	readonly uid?: string | undefined;
}

/** The kinds that a token can be bound to, and the Node that a Pod brings with it. */
export type Bound = Readonly<Partial<Record<"secret" | "pod" | "node", Reference>>>;

/** What a token is issued for. */
export interface TokenOrder {
	readonly serviceAccount: StoredObject;
	readonly audiences: readonly string[];
	readonly seconds: number;
	readonly bound: Bound;
}

/** A token that was asked about: whose it is and for whom of the audiences asked for, or why it is nobody's. */
export type TokenFinding =
	| { readonly user: User; readonly audiences: readonly string[] }
	/** Without an error, the token is not of this kind at all. */
	| { readonly error: string | undefined };

/** How long a token is taken after it has expired and while what it is bound to is being deleted, in milliseconds. */
const leeway = 60_000;

const collections = { secret: "/secrets", pod: "/pods", node: "/nodes" } as const;
const uidClaims = { secret: "secret ref", pod: "pod ref", node: "node ref" } as const;

/** The tokens of ServiceAccounts: signed claims that hold as long as the objects they name are there. */
export class ServiceAccountTokens {
	readonly key: SigningKey;
	readonly #store: Store;
	readonly #clock: Clock;
	readonly #random: Random;

	constructor(parts: { readonly key: SigningKey; readonly store: Store; readonly clock: Clock; readonly random: Random }) {
		this.key = parts.key;
		this.#store = parts.store;
		this.#clock = parts.clock;
		this.#random = parts.random;
	}

	/** Issues a token. */
	issue({ serviceAccount, audiences, seconds, bound }: TokenOrder): { readonly token: string; readonly expires: number } {
		const { name = "", namespace = "", uid } = serviceAccount.state.metadata;
		const now = Math.floor(this.#clock.now() / 1000);
		const token = this.key.sign({
			aud: audiences,
			exp: now + seconds,
			iat: now,
			iss: this.key.issuer,
			jti: this.#random.uuid(),
			"kubernetes.io": { namespace, ...bound, serviceaccount: { name, uid } },
			nbf: now,
			sub: serviceAccountUser({ namespace, name }),
		});
		return { token, expires: (now + seconds) * 1000 };
	}

	/**
	 * Finds out whose a token is.
	 *
	 * @param audiences Of these the token must be for one at least.
	 */
	find(token: string, audiences: readonly string[]): TokenFinding {
		const verified = this.key.verify(token);
		if (verified.kind === "foreign") return { error: undefined };
		if (verified.kind === "broken") return { error: "go-jose/go-jose: error in cryptographic primitive" };
		const claims = verified.claims as unknown as Claims;
		const own = claims.aud.filter((audience) => audiences.includes(audience));
		if (own.length === 0) {
			return { error: `token audiences ${list(claims.aud)} is invalid for the target audiences ${list(audiences)}` };
		}
		const problem = this.#problem(claims);
		return problem === undefined
			? { user: userOf(claims), audiences: audiences.filter((audience) => own.includes(audience)) }
			: { error: problem };
	}

	#problem(claims: Claims): string | undefined {
		if (this.#clock.now() > claims.exp * 1000 + leeway) return "service account token has expired";
		const { namespace, serviceaccount, ...bound } = claims["kubernetes.io"];
		const account = this.#store.get("/serviceaccounts", `${namespace}/${serviceaccount.name}`);
		if (account === undefined) return `serviceaccounts ${JSON.stringify(serviceaccount.name)} not found`;
		if (this.#isLeaving(account)) return "service account has been deleted";
		const { uid } = account.state.metadata;
		if (uid !== serviceaccount.uid) return `service account UID (${uid}) does not match claim (${serviceaccount.uid})`;
		for (const kind of ["secret", "pod", "node"] as const) {
			const reference = bound[kind];
			// The Node that came with a Pod is told, not checked.
			if (reference === undefined || (kind === "node" && bound.pod !== undefined)) continue;
			const key = kind === "node" ? reference.name : `${namespace}/${reference.name}`;
			const object = this.#store.get(collections[kind], key);
			if (object === undefined || this.#isLeaving(object)) return "service account token has been invalidated";
			const found = object.state.metadata.uid;
			if (found !== reference.uid)
				return `${kind} UID (${found}) does not match service account ${uidClaims[kind]} claim (${reference.uid})`;
		}
		return undefined;
	}

	#isLeaving({ state }: StoredObject): boolean {
		const { deletionTimestamp } = state.metadata;
		return deletionTimestamp !== undefined && this.#clock.now() > Date.parse(deletionTimestamp) + leeway;
	}
}

interface Claims {
	readonly aud: readonly string[];
	readonly exp: number;
	readonly jti: string;
	readonly sub: string;
	readonly "kubernetes.io": Bound & { readonly namespace: string; readonly serviceaccount: Reference };
}

function userOf(claims: Claims): User {
	const { namespace, serviceaccount, pod, node } = claims["kubernetes.io"];
	return {
		name: claims.sub,
		uid: serviceaccount.uid,
		groups: [...serviceAccountGroups(parseServiceAccountName(claims.sub)?.namespace ?? namespace), authenticatedGroup],
		extra: {
			[credentialId]: [`JTI=${claims.jti}`],
			...extraOf("node", node),
			...extraOf("pod", pod),
		},
	};
}

/** Texts as the server prints a list of them. */
function list(items: readonly string[]): string {
	return `[${items.map(goQuote).join(" ")}]`;
}

function extraOf(kind: "node" | "pod", reference: Reference | undefined): Readonly<Record<string, readonly string[]>> {
	if (reference === undefined) return {};
	const prefix = `authentication.kubernetes.io/${kind}`;
	return { [`${prefix}-name`]: [reference.name], ...(reference.uid ? { [`${prefix}-uid`]: [reference.uid] } : {}) };
}
