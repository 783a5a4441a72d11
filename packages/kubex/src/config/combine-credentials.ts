import type { Credentials, CredentialsCall } from "./credentials.ts";

/** Credentials of which each part proves in its own way, such as a token and a certificate. */
export function combineCredentials(parts: readonly Credentials[]): Credentials {
	const [first = {}, ...others] = parts;
	if (others.length === 0) return first;
	const withHeaders = parts.find((part) => "headers" in part);
	const withCertificate = parts.find((part) => "clientCertificate" in part);
	return Object.freeze({
		...(withHeaders && { headers: (call?: CredentialsCall) => withHeaders.headers?.(call) ?? {} }),
		...(withCertificate && { clientCertificate: (call?: CredentialsCall) => withCertificate.clientCertificate?.(call) }),
		// Every part is asked, since the server does not say which of them it refused.
		invalidate: (rejected?: Readonly<Record<string, string>>) =>
			parts.filter((part) => part.invalidate?.(rejected) === true).length > 0,
		close: () => {
			for (const part of parts) part.close?.();
		},
	});
}
