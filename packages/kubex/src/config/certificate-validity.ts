import { X509Certificate } from "node:crypto";

/**
 * Why a client certificate does not count at the moment; `undefined` when it does. An API server answers 401 then and does not
 * say why.
 *
 * @param certificate - PEM; its first certificate is the client's.
 * @param now - Milliseconds since 1970.
 */
export function validityProblem(certificate: string, now: number): string | undefined {
	const { subject, validFrom, validTo } = new X509Certificate(certificate);
	const whose = `the client certificate of ${subject.replaceAll("\n", ", ")}`;
	if (now > Date.parse(validTo)) return `${whose} expired on ${new Date(validTo).toISOString()}`;
	if (now < Date.parse(validFrom)) return `${whose} is not valid before ${new Date(validFrom).toISOString()}`;
	return undefined;
}
