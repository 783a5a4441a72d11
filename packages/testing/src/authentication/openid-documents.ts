import type { SigningKey } from "./signing-key.ts";

/** Where the keys are that check the tokens of ServiceAccounts. */
const keySetPath = "/openid/v1/jwks";

/** A document by which others check the tokens of ServiceAccounts. */
export interface OpenIdDocument {
	readonly mediaType: string;
	readonly value: object;
}

/**
 * Finds the document at a path; `undefined` where there is none.
 *
 * @param serverAddress Host and port under which clients reach the server.
 */
export function openIdDocument(path: string, key: SigningKey, serverAddress: string): OpenIdDocument | undefined {
	switch (path) {
		case "/.well-known/openid-configuration":
			return {
				mediaType: "application/json",
				value: {
					issuer: key.issuer,
					jwks_uri: `https://${serverAddress}${keySetPath}`,
					response_types_supported: ["id_token"],
					subject_types_supported: ["public"],
					id_token_signing_alg_values_supported: ["ES256"],
				},
			};
		case keySetPath:
			return { mediaType: "application/jwk-set+json", value: key.keySet() };
		default:
			return undefined;
	}
}
