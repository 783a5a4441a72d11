import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";

/** What a token's signature was found to be. */
export type Verification =
	| { readonly kind: "foreign" }
	| { readonly kind: "broken" }
	| { readonly kind: "good"; readonly claims: Readonly<Record<string, unknown>> };

/** The key that signs the tokens of a cluster's ServiceAccounts, as JSON Web Tokens with ES256; made when the first is signed or checked. */
export class SigningKey {
	/** Whose tokens these are: the claim `iss`. */
	readonly issuer: string = "https://kubernetes.default.svc";
	#pair: { readonly publicKey: KeyObject; readonly privateKey: KeyObject } | undefined;

	/** Signs claims. */
	sign(claims: Readonly<Record<string, unknown>>): string {
		const content = `${encode({ alg: "ES256", kid: this.#identifier })}.${encode(claims)}`;
		const key = { key: this.#keys.privateKey, dsaEncoding: "ieee-p1363" } as const;
		return `${content}.${sign("sha256", Buffer.from(content), key).toString("base64url")}`;
	}

	/** Checks who signed a token; `foreign` is one that claims another issuer or is no JSON Web Token at all. */
	verify(token: string): Verification {
		const [header = "", payload = "", signature = "", ...more] = token.split(".");
		const claims = decode(payload);
		if (more.length > 0 || claims?.["iss"] !== this.issuer || decode(header) === undefined) return { kind: "foreign" };
		const key = { key: this.#keys.publicKey, dsaEncoding: "ieee-p1363" } as const;
		const genuine =
			decode(header)?.["alg"] === "ES256" &&
			verify("sha256", Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"));
		return genuine ? { kind: "good", claims } : { kind: "broken" };
	}

	/** The public key as a JSON Web Key Set, by which others check the tokens. */
	keySet(): object {
		const { kty, crv, x, y } = this.#keys.publicKey.export({ format: "jwk" });
		return { keys: [{ use: "sig", kty, kid: this.#identifier, crv, alg: "ES256", x, y }] };
	}

	get #keys(): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
		this.#pair ??= generateKeyPairSync("ec", { namedCurve: "P-256" });
		return this.#pair;
	}

	get #identifier(): string {
		const encoded = createPublicKey(this.#keys.privateKey).export({ type: "spki", format: "der" });
		return createHash("sha256").update(encoded).digest("base64url");
	}
}

function encode(value: object): string {
	return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decode(part: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
		return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
	} catch {
		return undefined;
	}
}
