import { X509Certificate } from "node:crypto";

/** What a part of a configuration is, and what is wrong with it. */
export interface Described {
	readonly value: string;
	readonly problem: string | undefined;
}

/** What a client certificate says of its owner and its time; `now` in milliseconds since 1970. */
export function describeCertificate(pem: string, now: number): Described {
	let certificate: X509Certificate;
	try {
		certificate = new X509Certificate(pem);
	} catch {
		return { value: "client certificate", problem: "the client certificate cannot be read" };
	}
	const { subject, validFrom, validTo } = certificate;
	const of = `client certificate of ${/^CN=(.*)$/m.exec(subject)?.[1] ?? subject.replaceAll("\n", ", ")}`;
	const [start, end] = [Date.parse(validFrom), Date.parse(validTo)];
	return {
		value: `${of}, valid until ${timeOf(end)}`,
		problem:
			now > end
				? `the ${of} has expired at ${timeOf(end)}`
				: now < start
					? `the ${of} is valid from ${timeOf(start)} only`
					: undefined,
	};
}

/** A time as Kubernetes writes it; in milliseconds since 1970. */
export function timeOf(milliseconds: number): string {
	return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}
