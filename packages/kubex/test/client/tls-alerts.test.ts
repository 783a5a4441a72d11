import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { anonymous, staticCertificate, TransportError } from "kubex";
import { describe, expect, onTestFinished, test } from "vitest";
import { CertificateAuthority } from "../../../testing/src/certificates/certificate-authority.ts";
import { clientOf } from "../support/test-client.ts";

// Node's own TLS server cuts the connection where others send an alert.
const openssl = spawnSync("openssl", ["version"]).status === 0;
if (!openssl) console.warn("NOT RUN: TLS alerts, since there is no openssl");

const authority = new CertificateAuthority();

/** The port of a TLS server that wants a client certificate of the authority. */
async function demandingServer(): Promise<number> {
	const folder = await mkdtemp(join(tmpdir(), "kubex-alert-"));
	const { certificate, key } = authority.issueServer(["127.0.0.1"]);
	const files = { cert: certificate, key, CAfile: authority.certificate };
	for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
	const options = Object.keys(files).flatMap((name) => [`-${name}`, join(folder, name)]);
	const server = spawn("openssl", ["s_server", "-accept", "127.0.0.1:0", ...options, "-Verify", "1", "-verify_return_error"]);
	onTestFinished(async () => {
		server.kill();
		await rm(folder, { recursive: true });
	});
	let output = "";
	return await new Promise((resolve, reject) => {
		server.on("exit", () => reject(new Error(output)));
		server.stdout.on("data", (text: Buffer) => {
			output += text.toString();
			const port = /ACCEPT 127\.0\.0\.1:(\d+)/.exec(output)?.[1];
			if (port !== undefined) resolve(Number(port));
		});
	});
}

describe.skipIf(!openssl)("an alert of the server says what it has against the client certificate", () => {
	test.each([
		["there is none", anonymous, /: the server wants a client certificate \(ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED\)$/],
		[
			"its authority is another one",
			staticCertificate(new CertificateAuthority().issueClient("jane", [])),
			/: the server (does not trust the authority of|does not accept) the client certificate \(ERR_SSL_/,
		],
	])("%s", async (_what, credentials, message) => {
		const port = await demandingServer();
		const client = await clientOf(`https://127.0.0.1:${port}`, {
			cluster: { certificateAuthority: authority.certificate, credentials },
		});
		const error = await client.request({ method: "POST", path: "/version" }).catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(TransportError);
		expect(String(error)).toMatch(message);
		// The server has not read the request, so it may be repeated.
		expect(error).toMatchObject({ sent: false });
	});
});
