import { execFileSync, spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CertificateAuthority } from "../../src/certificates/certificate-authority.ts";
import { ipAddressBytes } from "../../src/certificates/ip-address-bytes.ts";

const names = ["localhost", "kubernetes.default.svc", "127.0.0.1", "::1"];

test("A1 the authority signs a server certificate for names and addresses", () => {
	const authority = new CertificateAuthority();
	const root = new X509Certificate(authority.certificate);
	const server = new X509Certificate(authority.issueServer(names).certificate);
	expect(root.ca).toBe(true);
	expect(root.verify(root.publicKey)).toBe(true);
	expect(server.ca).toBe(false);
	expect(server.verify(root.publicKey)).toBe(true);
	expect(server.checkIssued(root)).toBe(true);
	expect(server.checkHost("localhost")).toBe("localhost");
	expect(server.checkHost("example.org")).toBeUndefined();
	expect(server.checkIP("127.0.0.1")).toBe("127.0.0.1");
	expect(server.checkIP("::1")).toBe("::1");
	expect(server.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
});

test("A1 a client certificate carries user and groups", () => {
	const authority = new CertificateAuthority();
	const issued = authority.issueClient("admin", ["system:masters", "développeurs"]);
	const client = new X509Certificate(issued.certificate);
	expect(client.subject.split("\n")).toEqual(["O=system:masters", "O=développeurs", "CN=admin"]);
	expect(client.keyUsage).toEqual(["1.3.6.1.5.5.7.3.2"]);
	expect(Date.parse(client.validFrom)).toBeLessThan(Date.now());
	expect(Date.parse(client.validTo)).toBeGreaterThan(Date.now());
	expect(new X509Certificate(new CertificateAuthority().certificate).verify(client.publicKey)).toBe(false);
});

test("A1 two certificates never share a serial number", () => {
	const authority = new CertificateAuthority();
	const serials = Array.from({ length: 20 }, () => new X509Certificate(authority.issueClient("a", []).certificate).serialNumber);
	expect(new Set(serials).size).toBe(20);
});

test("A1 an address is written in its bytes", () => {
	expect(ipAddressBytes("127.0.0.1").toString("hex")).toBe("7f000001");
	expect(ipAddressBytes("::1").toString("hex")).toBe(`${"00".repeat(15)}01`);
	expect(ipAddressBytes("fe80::a:1").toString("hex")).toBe("fe8000000000000000000000000a0001");
	expect(ipAddressBytes("1:2:3:4:5:6:7:8").toString("hex")).toBe("00010002000300040005000600070008");
	expect(ipAddressBytes("2001:db8::").toString("hex")).toBe(`20010db8${"00".repeat(12)}`);
});

const openssl = spawnSync("openssl", ["version"]).status === 0;

test.skipIf(!openssl)("A1 openssl accepts the chain in its strict mode", () => {
	const folder = mkdtempSync(join(tmpdir(), "certificates-"));
	try {
		const authority = new CertificateAuthority();
		writeFileSync(join(folder, "ca.pem"), authority.certificate);
		for (const [purpose, certificate] of [
			["sslserver", authority.issueServer(names).certificate],
			["sslclient", authority.issueClient("admin", ["system:masters"]).certificate],
		] as const) {
			const file = join(folder, `${purpose}.pem`);
			writeFileSync(file, certificate);
			const answer = execFileSync("openssl", [
				"verify",
				"-x509_strict",
				"-purpose",
				purpose,
				"-CAfile",
				join(folder, "ca.pem"),
				file,
			]);
			expect(answer.toString()).toContain(": OK");
		}
	} finally {
		rmSync(folder, { recursive: true });
	}
});
