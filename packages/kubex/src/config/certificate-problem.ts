import { createPrivateKey, X509Certificate } from "node:crypto";
import type { ClientCertificate } from "./credentials.ts";

/** What is wrong with certificates or a key, without showing any of them; `undefined` when nothing is. */
export function certificateProblem(given: {
	readonly certificateAuthority?: string | undefined;
	readonly clientCertificate?: ClientCertificate | undefined;
}): string | undefined {
	const { certificateAuthority, clientCertificate } = given;
	if (certificateAuthority !== undefined && !isCertificate(certificateAuthority)) return "the certificate authority is not PEM";
	return clientCertificate === undefined ? undefined : pairProblem(clientCertificate);
}

function pairProblem({ certificate, key }: ClientCertificate): string | undefined {
	if (!isCertificate(certificate)) return "the client certificate is not PEM";
	if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(key)) {
		return 'the client key is encrypted: decrypt it with "openssl pkey -in key.pem -out plain.pem"';
	}
	try {
		const belongs = new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
		return belongs ? undefined : "the client key does not belong to the client certificate";
	} catch {
		return "the client key is not PEM";
	}
}

function isCertificate(text: string): boolean {
	try {
		return new X509Certificate(text).raw.length > 0;
	} catch {
		return false;
	}
}
