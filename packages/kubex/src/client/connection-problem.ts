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
};

/** Says in a sentence why there was no answer; the socket's own words follow where they add something. */
export function connectionProblem(error: Error): string {
	// A name with several addresses fails with one error for each.
	if (error instanceof AggregateError && error.errors[0] instanceof Error) return connectionProblem(error.errors[0]);
	const code = "code" in error && typeof error.code === "string" ? error.code : "";
	const sentence = sentences[code];
	if (sentence === undefined) return error.message;
	return error.message === "" ? sentence : `${sentence} (${error.message})`;
}
