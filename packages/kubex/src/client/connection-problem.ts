import { ProxyRefusal } from "./proxy/proxy-refusal.ts";

const sentences: Readonly<Record<string, string>> = {
	ECONNREFUSED: "the connection was refused; is the server running?",
	ECONNRESET: "the connection was reset",
	EPIPE: "the connection was closed",
	ENOTFOUND: "the server's name cannot be resolved",
	EAI_AGAIN: "the server's name cannot be resolved at the moment",
	EHOSTUNREACH: "the server's host cannot be reached",
	ENETUNREACH: "the server's network cannot be reached",
	ETIMEDOUT: "the connection timed out",
	UND_ERR_SOCKET: "the connection was closed before the answer was complete",
	UND_ERR_DESTROYED: "the client was closed",
	UND_ERR_CLOSED: "the client was closed",
	ERR_TLS_CERT_ALTNAME_INVALID: "the server's certificate is for another name",
	DEPTH_ZERO_SELF_SIGNED_CERT: "the server's certificate is self-signed and not trusted",
	SELF_SIGNED_CERT_IN_CHAIN: "the server's certificate authority is not trusted",
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the server's certificate is not signed by a trusted authority",
	UNABLE_TO_GET_ISSUER_CERT: "the server's certificate is not signed by a trusted authority",
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the server's certificate is not signed by a trusted authority",
	CERT_HAS_EXPIRED: "the server's certificate has expired",
	CERT_NOT_YET_VALID: "the server's certificate is not valid yet",
	CERT_SIGNATURE_FAILURE: "the server's certificate is not signed by the trusted authority",
	ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: "the server wants a client certificate",
	ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: "the server does not accept the client certificate",
	ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: "the server does not accept the client certificate",
	ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: "the client certificate has expired",
	ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED: "the client certificate has been revoked",
	ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: "the server does not trust the authority of the client certificate",
	ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: "the server speaks no version of TLS that is allowed here",
	ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: "the server has ended the TLS handshake",
	ERR_SSL_WRONG_VERSION_NUMBER: "the server speaks no TLS",
	ERR_SSL_PACKET_LENGTH_TOO_LONG: "the server speaks no TLS",
};

/** Says in a sentence why there was no answer; the socket's own words follow where they add something. */
export function connectionProblem(error: Error): string {
	// A name with several addresses fails with one error for each.
	if (error instanceof AggregateError && error.errors[0] instanceof Error) return connectionProblem(error.errors[0]);
	const code = "code" in error && typeof error.code === "string" ? error.code : "";
	const sentence = sentences[code];
	if (sentence === undefined) return error.message;
	// OpenSSL's own words name its functions and source files.
	if (code.startsWith("ERR_SSL_")) return `${sentence} (${code})`;
	return error.message === "" ? sentence : `${sentence} (${error.message})`;
}

// What certificates, trust and versions of TLS are is a matter of configuration.
const lasting =
	/^(?:ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CERT_|ERR_SSL_(?:TLSV1|SSLV3)\w*_ALERT_|ERR_SSL_WRONG_VERSION_NUMBER)/;

/** Whether another try would fail the same way. */
export function isPermanent(error: Error): boolean {
	if (error instanceof ProxyRefusal) return error.permanent;
	if ("code" in error && typeof error.code === "string" && lasting.test(error.code)) return true;
	return error.cause instanceof Error && isPermanent(error.cause);
}
