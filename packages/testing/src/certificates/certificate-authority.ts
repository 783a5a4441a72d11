import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";
import {
	derBitString,
	derContext,
	derInteger,
	derObjectIdentifier,
	derOctetString,
	derSequence,
	derSetOf,
	derTrue,
	derUtcTime,
	derUtf8String,
} from "./der.ts";
import { ipAddressBytes } from "./ip-address-bytes.ts";

/** A certificate with its private key, both in PEM. */
export interface IssuedCertificate {
	readonly certificate: string;
	readonly key: string;
}

const day = 86_400_000;
const ecdsaWithSha256 = derSequence(derObjectIdentifier("1.2.840.10045.4.3.2"));
const serverAuthentication = "1.3.6.1.5.5.7.3.1";
const clientAuthentication = "1.3.6.1.5.5.7.3.2";

function attribute(type: string, value: string): Buffer {
	return derSetOf(derSequence(derObjectIdentifier(type), derUtf8String(value)));
}

function distinguishedName(commonName: string, organizations: readonly string[]): Buffer {
	return derSequence(...organizations.map((name) => attribute("2.5.4.10", name)), attribute("2.5.4.3", commonName));
}

function extension(identifier: string, critical: boolean, value: Buffer): Buffer {
	return derSequence(derObjectIdentifier(identifier), ...(critical ? [derTrue()] : []), derOctetString(value));
}

/** The identifier of a public key by the first method of RFC 5280, section 4.2.1.2. */
function keyIdentifier(publicKey: Buffer): Buffer {
	// In the fixed encoding of a P-256 key the point is what follows the first 26 bytes.
	return createHash("sha1").update(publicKey.subarray(26)).digest();
}

function pem(label: string, bytes: Buffer): string {
	const lines = bytes.toString("base64").replace(/.{1,64}/g, "$&\n");
	return `-----BEGIN ${label}-----\n${lines}-----END ${label}-----\n`;
}

/**
 * A certificate authority of one cluster: it lives in memory, signs with ECDSA on P-256 and issues what a server and its
 * clients need to trust each other. Certificates are valid from a day ago for ten years of the machine's own clock, because the peers'
 * TLS stacks check against that and never against an injected one.
 */
export class CertificateAuthority {
	/** The authority's own certificate in PEM. */
	readonly certificate: string;
	readonly #name: Buffer;
	readonly #key: KeyObject;
	readonly #keyIdentifier: Buffer;

	constructor() {
		const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
		const encoded = publicKey.export({ type: "spki", format: "der" });
		this.#key = privateKey;
		this.#keyIdentifier = keyIdentifier(encoded);
		this.#name = distinguishedName("kubex-ca", []);
		const basicConstraints = extension("2.5.29.19", true, derSequence(derTrue()));
		// digitalSignature, keyCertSign and cRLSign are bits 0, 5 and 6 of one byte; the last bit is unused.
		const keyUsage = extension("2.5.29.15", true, derBitString(Buffer.of(0b1000_0110), 1));
		this.certificate = this.#sign(this.#name, encoded, [basicConstraints, keyUsage]);
	}

	/**
	 * Issues a server's certificate.
	 *
	 * @param names DNS names and IP addresses under which clients reach the server; the first is the common name as well.
	 */
	issueServer(names: readonly string[]): IssuedCertificate {
		const alternatives = names.map((name) =>
			isIPv4(name) || isIPv6(name)
				? derContext(7, ipAddressBytes(name), false)
				: derContext(2, Buffer.from(name, "ascii"), false),
		);
		const subjectAlternativeNames = extension("2.5.29.17", false, derSequence(...alternatives));
		return this.#issue(distinguishedName(names[0] ?? "", []), serverAuthentication, [subjectAlternativeNames]);
	}

	/**
	 * Issues a client's certificate.
	 *
	 * @param user The user name, which the common name carries.
	 * @param groups The groups, which the organizations carry.
	 * @param notAfter When it ends, in milliseconds since the Unix epoch. Default: in ten years.
	 */
	issueClient(user: string, groups: readonly string[], notAfter?: number): IssuedCertificate {
		return this.#issue(distinguishedName(user, groups), clientAuthentication, [], notAfter);
	}

	#issue(subject: Buffer, purpose: string, extensions: readonly Buffer[], notAfter?: number): IssuedCertificate {
		const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
		const encoded = publicKey.export({ type: "spki", format: "der" });
		const usage = [
			extension("2.5.29.15", true, derBitString(Buffer.of(0b1000_0000), 7)),
			extension("2.5.29.37", false, derSequence(derObjectIdentifier(purpose))),
		];
		const certificate = this.#sign(subject, encoded, [...usage, ...extensions], notAfter);
		return { certificate, key: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
	}

	#sign(subject: Buffer, publicKey: Buffer, extensions: readonly Buffer[], notAfter = Date.now() + 3650 * day): string {
		const notBefore = Math.min(Date.now(), notAfter) - day;
		const serial = randomBytes(16);
		serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
		const content = derSequence(
			derContext(0, derInteger(Buffer.of(2)), true),
			derInteger(serial),
			ecdsaWithSha256,
			this.#name,
			derSequence(derUtcTime(notBefore), derUtcTime(notAfter)),
			subject,
			publicKey,
			derContext(
				3,
				derSequence(
					...extensions,
					extension("2.5.29.14", false, derOctetString(keyIdentifier(publicKey))),
					extension("2.5.29.35", false, derSequence(derContext(0, this.#keyIdentifier, false))),
				),
				true,
			),
		);
		const signature = sign("sha256", content, this.#key);
		return pem("CERTIFICATE", derSequence(content, ecdsaWithSha256, derBitString(signature)));
	}
}
