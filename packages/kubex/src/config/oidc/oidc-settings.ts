import type { ProviderFetch } from "../provider-fetch.ts";

/** What a kubeconfig's `auth-provider: oidc` says. */
export interface OidcSettings {
	readonly issuer: string;
	readonly clientId: string;
	readonly clientSecret: string;
	readonly idToken: string | undefined;
	readonly refreshToken: string | undefined;
	/** PEM certificates that the provider's certificate is checked against. */
	readonly certificateAuthority: string | undefined;
	/** The kubeconfig and its user that the settings stand in. */
	readonly file: string;
	readonly user: string;
	/** File, entry and field, for messages. */
	readonly place: string;
}

/** The tokens that a provider has given in the place of those of a kubeconfig. */
export interface OidcTokens {
	/** The kubeconfig that the former ones stand in. */
	readonly file: string;
	/** The user of that kubeconfig. */
	readonly user: string;
	readonly idToken: string;
	/** The former one is of no use any more when the provider rotates them. */
	readonly refreshToken: string;
}

/** How OpenID Connect tokens are refreshed. */
export interface OidcOptions {
	/**
	 * Told of each new pair of tokens, such as {@link saveOidcTokens} to keep them: otherwise they live in memory only, and with
	 * a provider that rotates refresh tokens the kubeconfig is of no use afterwards. Its failure fails the call.
	 */
	readonly onTokens?: ((tokens: OidcTokens) => void | Promise<void>) | undefined;
	/** Reaches the provider. Default: what the client lends. */
	readonly fetch?: ProviderFetch | undefined;
}
