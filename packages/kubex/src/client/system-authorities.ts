import * as tls from "node:tls";

/** The certificates that Node trusts by itself, NODE_EXTRA_CA_CERTS included where Node (from 22.15 on) tells them. */
export function systemAuthorities(): readonly string[] {
	const { getCACertificates } = tls as { readonly getCACertificates?: (type: "default") => string[] };
	return getCACertificates?.("default") ?? tls.rootCertificates;
}
