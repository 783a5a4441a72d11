import type { ClientCertificate, Credentials } from "./credentials.ts";

/** The certificate that credentials have at hand; `undefined` when they have none, or would have to ask for it. */
export function knownCertificate(credentials: Pick<Credentials, "clientCertificate">): ClientCertificate | undefined {
	// Whoever would begin some work for it sees that nobody waits.
	const answer = credentials.clientCertificate?.({ signal: AbortSignal.abort() });
	if (!(answer instanceof Promise)) return answer;
	answer.catch(() => {});
	return undefined;
}
