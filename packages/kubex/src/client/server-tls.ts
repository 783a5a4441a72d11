import { isIP } from "node:net";
import { type ConnectionOptions, createSecureContext } from "node:tls";
import { certificateProblem } from "../config/certificate-problem.ts";
import type { ProxyServer } from "../config/proxy/proxy-server.ts";
import { ConfigurationError } from "../core/errors/configuration-error.ts";
import { systemAuthorities } from "./system-authorities.ts";
import type { TlsIdentity } from "./tls-identity.ts";

/** What TLS to a server is made of, whoever connects. */
export interface ServerTls {
	readonly server: URL;
	readonly serverName?: string | undefined;
	readonly insecureSkipTlsVerify?: boolean | undefined;
	readonly minVersion?: "TLSv1.2" | "TLSv1.3" | undefined;
	/** Prefers HTTP/2 where the server speaks it. */
	readonly http2?: boolean | undefined;
}

/**
 * Sets up TLS for one identity. The key material is parsed here once, since that costs as much as a handshake.
 *
 * @throws ConfigurationError when the certificates or the key cannot be used.
 */
export function serverTls(settings: ServerTls, identity: TlsIdentity): ConnectionOptions {
	const { http2 = false, insecureSkipTlsVerify = false, minVersion = "TLSv1.2", server, serverName } = settings;
	const { certificateAuthority, clientCertificate } = identity;
	// Node takes an authority that is no certificate for none.
	const problem = certificateProblem(identity);
	if (problem !== undefined) throw unusable(server, problem);
	try {
		return {
			secureContext: createSecureContext({
				...(certificateAuthority !== undefined && { ca: certificateAuthority }),
				...(clientCertificate !== undefined && { cert: clientCertificate.certificate, key: clientCertificate.key }),
				minVersion,
			}),
			...nameOf(serverName ?? server.hostname.replace(/^\[(.*)\]$/, "$1")),
			...(insecureSkipTlsVerify && { rejectUnauthorized: false }),
			ALPNProtocols: http2 ? ["h2", "http/1.1"] : ["http/1.1"],
		};
	} catch (error) {
		throw unusable(server, error instanceof Error ? error.message : String(error));
	}
}

function unusable(server: URL, reason: string): ConfigurationError {
	return new ConfigurationError(`the certificates or the key for ${server.host} cannot be used: ${reason}`);
}

/**
 * TLS to a proxy: it may have a certificate of the cluster's authority, with which alone kubectl checks it, or one that the
 * system trusts. The client's certificate is not shown to it.
 */
export function proxyTls(
	proxy: ProxyServer,
	{ insecureSkipTlsVerify = false }: ServerTls,
	{ certificateAuthority }: TlsIdentity,
): ConnectionOptions {
	return {
		secureContext: createSecureContext(
			certificateAuthority === undefined ? {} : { ca: [...systemAuthorities(), certificateAuthority] },
		),
		...nameOf(proxy.host),
		...(insecureSkipTlsVerify && { rejectUnauthorized: false }),
		ALPNProtocols: ["http/1.1"],
	};
}

/** RFC 6066 allows no addresses as a server name; the certificate is checked against the address all the same. */
function nameOf(host: string): Pick<ConnectionOptions, "host" | "servername"> {
	return isIP(host) === 0 ? { host, servername: host } : { host };
}
