import { hideSecrets } from "./hide-secrets.ts";
import type { ProviderFetch } from "./provider-fetch.ts";

/** A client certificate and its key, both PEM. */
export interface ClientCertificate {
	readonly certificate: string;
	readonly key: string;
}

/** What a client lends to credentials while they answer. */
export interface CredentialsCall {
	/** Ends the wait of this call; work that nobody waits for any more is stopped. */
	readonly signal?: AbortSignal | undefined;
	/** Reaches identity providers. */
	readonly fetch?: ProviderFetch | undefined;
}

/**
 * Proves to the API server who is calling. Secrets live in memory only, and no error or log shows them.
 *
 * @example
 * ```ts
 * const credentials: Credentials = { headers: () => ({ authorization: `Bearer ${currentToken()}` }) };
 * ```
 */
export interface Credentials {
	/** The headers that authenticate one request, names in lower case; asked for each request, so it answers at once when it can. */
	headers?(call?: CredentialsCall): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
	/**
	 * The certificate that new connections present; asked for each request, so it answers at once when it can. Another object
	 * is another identity, for which other connections are opened.
	 */
	clientCertificate?(call?: CredentialsCall): ClientCertificate | undefined | Promise<ClientCertificate | undefined>;
	/**
	 * The server answered 401: forgets what was given out last, and says whether asking again may give something else.
	 *
	 * @param rejected - The headers, as they were given out, that the server refused. Forgets nothing when others have taken
	 * their place since, so that many refused calls refresh once. Default: those given out last.
	 */
	invalidate?(rejected?: Readonly<Record<string, string>>): boolean;
	/** Stops what is still at work for these credentials, such as a plugin's process. */
	close?(): void;
}

/** No credentials: the server sees `system:anonymous`. */
export const anonymous: Credentials = /* @__PURE__ */ Object.freeze({});

/** A bearer token that does not change. */
export function staticToken(token: string): Credentials {
	const headers = bearer(token);
	return Object.freeze({ headers: () => headers });
}

/** A user name and a password, which few API servers still accept. */
export function basicCredentials(username: string, password: string): Credentials {
	const text = Buffer.from(`${username}:${password}`, "utf8").toString("base64");
	const headers = hideSecrets({ authorization: `Basic ${text}` }, "headers of credentials");
	return Object.freeze({ headers: () => headers });
}

/** A client certificate that does not change. */
export function staticCertificate(certificate: ClientCertificate): Credentials {
	const identity = hideSecrets({ ...certificate }, "client certificate");
	return Object.freeze({ clientCertificate: () => identity });
}

/** The header of a bearer token. */
export function bearer(token: string): Readonly<Record<string, string>> {
	return hideSecrets({ authorization: `Bearer ${token}` }, "headers of credentials");
}
