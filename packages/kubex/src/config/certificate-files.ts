import { createPrivateKey, X509Certificate } from "node:crypto";
import { ConfigurationError } from "../core/errors/configuration-error.ts";
import type { ClientCertificate, Credentials } from "./credentials.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { holdOf, IssuedCredentials } from "./issued-credentials.ts";

// Certificates live for hours at least and are renewed long before their end.
const lifetime = 60_000;

/**
 * A client certificate that somebody else rotates: read again after a minute. A pair of which only one half is new yet, or
 * that cannot be read, does not replace the one in use.
 *
 * @param read - Reads both halves, PEM.
 */
export function rotatingCertificate(read: () => Promise<ClientCertificate>, now: () => number = Date.now): Credentials {
	const shared = new IssuedCredentials(async ({ previous }) => {
		const refreshAt = now() + lifetime;
		try {
			const certificate = hideSecrets(await read(), "client certificate");
			if (previous !== undefined && !belongTogether(certificate)) return { ...previous, refreshAt };
			return { headers: {}, certificate, refreshAt };
		} catch (error) {
			if (previous === undefined) throw error;
			return { ...previous, refreshAt };
		}
	}, now);
	return holdOf(shared, "certificate");
}

/** @throws ConfigurationError for a key that only a passphrase opens. */
export function refuseEncryptedKey(key: string, where: string): void {
	if (!/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(key)) return;
	throw new ConfigurationError(
		`${where} is encrypted, and a kubeconfig has no place for a passphrase: decrypt it with "openssl pkey -in key.pem -out plain.pem"`,
	);
}

function belongTogether({ certificate, key }: ClientCertificate): boolean {
	try {
		return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
	} catch {
		return false;
	}
}
