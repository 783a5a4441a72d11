import { createHash } from "node:crypto";
import { ConfigurationError } from "../../core/errors/configuration-error.ts";
import { bearer, type Credentials } from "../credentials.ts";
import { holdOf, type Issued, IssuedCredentials, refreshTime } from "../issued-credentials.ts";
import { SharedCredentials } from "../shared-credentials.ts";
import { jwtExpiry } from "./jwt-claims.ts";
import type { OidcOptions, OidcSettings } from "./oidc-settings.ts";
import { type ClientAuthentication, discoverTokenEndpoint, refreshGrant } from "./refresh-grant.ts";

const timeLimit = 30_000;
const shared = /* @__PURE__ */ new SharedCredentials();

/**
 * The ID token of a kubeconfig's `auth-provider: oidc`, refreshed when it ends. Equal settings share their tokens, since a
 * provider that rotates refresh tokens takes each only once.
 */
export function oidcCredentials(settings: OidcSettings, options: OidcOptions = {}, now: () => number = Date.now): Credentials {
	const { issuer, clientId, clientSecret, refreshToken, idToken } = settings;
	const key = createHash("sha256")
		.update(JSON.stringify([issuer, clientId, clientSecret, refreshToken, idToken, settings.certificateAuthority]))
		.digest("hex");
	// A refresh token that was sent is spent: its answer must be taken, whoever still waits for it.
	const credentials = shared.get(key, () => new IssuedCredentials(issueFrom(settings, options, now), now, { finish: true }));
	return holdOf(credentials, "headers");
}

type Issue = ConstructorParameters<typeof IssuedCredentials>[0];

function issueFrom(settings: OidcSettings, options: OidcOptions, now: () => number): Issue {
	let { idToken, refreshToken } = settings;
	let known: ClientAuthentication | undefined;
	const issued = (token: string): Issued => {
		const expiry = jwtExpiry(token);
		return {
			headers: bearer(token),
			expiresAt: expiry,
			refreshAt: expiry === undefined ? undefined : refreshTime(expiry, now()),
		};
	};
	return async ({ fetch: lent }) => {
		// That of the kubeconfig may still be good; the server refuses a token once at most.
		const first = idToken;
		idToken = undefined;
		if (first !== undefined && now() < (jwtExpiry(first) ?? 0)) return issued(first);
		if (refreshToken === undefined) {
			throw new ConfigurationError(
				`${settings.place}: ${settings.idToken === undefined ? "there is no id-token" : "the id-token has expired or was refused"}, and without a refresh-token there will be no other: log in again`,
			);
		}
		const fetch = options.fetch ?? lent;
		if (fetch === undefined) throw new ConfigurationError(`${settings.place}: nothing was given that reaches the provider`);
		const access = { settings, fetch, signal: AbortSignal.timeout(timeLimit) };
		const endpoint = await discoverTokenEndpoint(access);
		const grant = await refreshGrant(access, endpoint, refreshToken, known);
		known = grant.authentication;
		refreshToken = grant.refreshToken ?? refreshToken;
		await options.onTokens?.({ file: settings.file, user: settings.user, idToken: grant.idToken, refreshToken });
		return issued(grant.idToken);
	};
}
