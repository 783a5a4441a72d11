import type { ClusterConfig } from "../config/cluster-config.ts";
import { ConfigurationError } from "../core/errors/configuration-error.ts";

/**
 * Says once for each client that nobody checks whom it speaks to. It goes to `process.emitWarning`, since `onWarning` is for what
 * the server says.
 *
 * @throws ConfigurationError when there is an authority as well: one of the two cannot be meant, and kubectl refuses both.
 */
export function warnOfInsecureTls(server: URL, certificateAuthority: ClusterConfig["certificateAuthority"]): void {
	if (certificateAuthority !== undefined) {
		throw new ConfigurationError("insecure-skip-tls-verify and a certificate authority contradict each other: give one of them");
	}
	process.emitWarning(`the certificate of ${server.host} is not checked: whoever is on the way can read and change everything`, {
		type: "SecurityWarning",
		code: "KUBEX_INSECURE_TLS",
	});
}
