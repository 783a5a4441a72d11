/** A client certificate and its key, both PEM. */
export interface ClientCertificate {
	readonly certificate: string;
	readonly key: string;
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
	headers?(): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
	/** The certificate that connections present; asked once, when the client is made. */
	clientCertificate?(): ClientCertificate | Promise<ClientCertificate>;
}

/** No credentials: the server sees `system:anonymous`. */
export const anonymous: Credentials = Object.freeze({});

/** A bearer token that does not change. */
export function staticToken(token: string): Credentials {
	const headers = Object.freeze({ authorization: `Bearer ${token}` });
	return Object.freeze({ headers: () => headers });
}

/** A client certificate that does not change. */
export function staticCertificate(certificate: ClientCertificate): Credentials {
	return Object.freeze({ clientCertificate: () => certificate });
}
