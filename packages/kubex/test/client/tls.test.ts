import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import type { TLSSocket } from "node:tls";
import {
	anonymous,
	type ClientCertificate,
	ConfigurationError,
	type Credentials,
	createClient,
	staticCertificate,
	TransportError,
	UnauthorizedError,
} from "kubex";
import { describe, expect, onTestFinished, test } from "vitest";
import { CertificateAuthority } from "../../../testing/src/certificates/certificate-authority.ts";
import { UndiciTransport } from "../../src/client/undici-transport.ts";
import { json, serve, type TestServer } from "../support/http-server.ts";
import { rejection } from "../support/rejection.ts";
import { clientOf } from "../support/test-client.ts";

const get = { method: "GET", path: "/version" } as const;
const authority = new CertificateAuthority();
const tlsOf = (
	names: readonly string[],
): { cert: string; key: string; ca: string; requestCert: boolean; rejectUnauthorized: boolean } => {
	const { certificate, key } = authority.issueServer(names);
	return { cert: certificate, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: false };
};

test("CL-10 the server's certificate is checked, and the client's is presented", async () => {
	const subjects: unknown[] = [];
	const server = await serve(
		(request, response) => {
			subjects.push((request.socket as TLSSocket).getPeerCertificate().subject);
			json({})(request, response);
		},
		tlsOf(["127.0.0.1"]),
	);
	const client = await clientOf(server.url, {
		cluster: {
			certificateAuthority: authority.certificate,
			credentials: staticCertificate(authority.issueClient("jane", ["team"])),
		},
	});
	await client.request(get);
	expect(subjects).toEqual([expect.objectContaining({ CN: "jane", O: "team" })]);
});

test("G6 200 calls in a row are one handshake", async () => {
	const server = await serve(json({}), tlsOf(["127.0.0.1"]));
	const client = await clientOf(server.url, { cluster: { certificateAuthority: authority.certificate } });
	for (let call = 0; call < 200; call += 1) await client.request(get);
	expect(server.connections()).toBe(1);
});

test("a certificate of an authority that is not trusted is a TransportError that says so", async () => {
	const server = await serve(json({}), tlsOf(["127.0.0.1"]));
	const client = await clientOf(server.url, { cluster: { certificateAuthority: new CertificateAuthority().certificate } });
	const error = await rejection(client.request(get));
	expect(error).toBeInstanceOf(TransportError);
	expect(String(error)).toMatch(
		/^TransportError: GET \/version: the server's certificate (authority is not trusted|is not signed by)/,
	);
	expect(server.requests).toHaveLength(0);
});

test("GAP-01 what another try cannot mend is tried once", async () => {
	const server = await serve(json({}), tlsOf(["127.0.0.1"]));
	let tries = 0;
	const client = await clientOf(server.url, {
		retry: { initialDelay: 1 },
		hooks: [{ onRequest: () => void (tries += 1) }],
		cluster: { certificateAuthority: new CertificateAuthority().certificate },
	});
	expect(await rejection(client.request(get))).toMatchObject({ name: "TransportError", permanent: true, sent: false });
	expect(tries).toBe(1);
});

test("a certificate for another name is a TransportError that says so", async () => {
	const server = await serve(json({}), tlsOf(["kubernetes.example"]));
	const client = await clientOf(server.url, { cluster: { certificateAuthority: authority.certificate } });
	expect(String(await rejection(client.request(get)))).toMatch(/the server's certificate is for another name/);
});

test("serverName is the name that the certificate must have", async () => {
	const server = await serve(json({}), tlsOf(["kubernetes.example"]));
	const client = await clientOf(server.url, {
		cluster: { certificateAuthority: authority.certificate, serverName: "kubernetes.example" },
	});
	expect((await client.request(get)).status).toBe(200);
});

test("a server that speaks no TLS is a TransportError", async () => {
	const server = await serve(json({}));
	const client = await clientOf(server.url.replace("http:", "https:"), {
		cluster: { certificateAuthority: authority.certificate },
	});
	expect(await rejection(client.request(get))).toBeInstanceOf(TransportError);
});

test("a client that speaks no TLS is told so by the server, or cut off", async () => {
	const server = await serve(json({}), tlsOf(["127.0.0.1"]));
	const client = await clientOf(server.url.replace("https:", "http:"));
	expect(await rejection(client.request(get))).toBeInstanceOf(TransportError);
});

test("CL-11 insecure-skip-tls-verify takes any certificate, and each client warns of it once", async () => {
	const warnings: Error[] = [];
	const onWarning = (warning: Error): void => void warnings.push(warning);
	process.on("warning", onWarning);
	onTestFinished(() => void process.off("warning", onWarning));
	const server = await serve(json({}), tlsOf(["other.example"]));
	const client = await clientOf(server.url, { cluster: { insecureSkipTlsVerify: true } });
	for (let call = 0; call < 3; call += 1) expect((await client.request(get)).status).toBe(200);
	expect(warnings).toMatchObject([{ code: "KUBEX_INSECURE_TLS", message: expect.stringContaining(`127.0.0.1:${server.port}`) }]);
	await clientOf(server.url.replace("https:", "http:"), { cluster: { insecureSkipTlsVerify: true } });
	expect(warnings).toHaveLength(1);
});

test("an authority and insecure-skip-tls-verify contradict each other", async () => {
	const cluster = { insecureSkipTlsVerify: true, certificateAuthority: authority.certificate };
	expect(String(await rejection(clientOf("https://a", { cluster })))).toMatch(
		/^ConfigurationError: insecure-skip-tls-verify and/,
	);
});

test("minVersion refuses an older server, which is said", async () => {
	const server = await serve(json({}), { ...tlsOf(["127.0.0.1"]), maxVersion: "TLSv1.2" });
	const cluster = { certificateAuthority: authority.certificate };
	await (await clientOf(server.url, { cluster })).request(get);
	const strict = await clientOf(server.url, { cluster, tls: { minVersion: "TLSv1.3" } });
	expect(String(await rejection(strict.request(get)))).toMatch(/no version of TLS that is allowed here/);
});

describe("key material that cannot be used is refused when the client is made, and not shown", () => {
	const jane = authority.issueClient("jane", []);
	const other = generateKeyPairSync("ec", {
		namedCurve: "P-256",
		privateKeyEncoding: { type: "sec1", format: "pem" },
		publicKeyEncoding: { type: "spki", format: "pem" },
	});
	const locked = createPrivateKey(jane.key).export({
		type: "pkcs8",
		format: "pem",
		cipher: "aes-256-cbc",
		passphrase: "hunter2",
	});
	test.each([
		["an encrypted key", { certificate: jane.certificate, key: locked.toString() }, /key is encrypted: decrypt it with "openssl/],
		[
			"another one's key",
			{ certificate: jane.certificate, key: other.privateKey },
			/key does not belong to the client certificate/,
		],
		["a key that is no PEM", { certificate: jane.certificate, key: "hunter2" }, /client key is not PEM/],
		["a certificate that is no PEM", { certificate: "nonsense", key: jane.key }, /client certificate is not PEM/],
	])("%s", async (_what, certificate, message) => {
		const error = await rejection(clientOf("https://a", { cluster: { credentials: staticCertificate(certificate) } }));
		expect(error).toBeInstanceOf(ConfigurationError);
		expect(String(error)).toMatch(message);
		expect(String(error)).not.toMatch(/hunter2|BEGIN/);
	});
	test("an authority that is no PEM", async () =>
		expect(String(await rejection(clientOf("https://a", { cluster: { certificateAuthority: "nonsense" } })))).toMatch(
			/^ConfigurationError: the certificates or the key for a cannot be used: the certificate authority is not PEM/,
		));
	test("what comes later fails the call", async () => {
		const clientCertificate = async () => ({ certificate: jane.certificate, key: other.privateKey });
		const client = await clientOf("https://127.0.0.1:1", { cluster: { credentials: { clientCertificate } } });
		expect(await rejection(client.request(get))).toBeInstanceOf(ConfigurationError);
	});
});

test.each([
	["has expired", 3700, /\(the client certificate of O=team, CN=jane expired on \d{4}-/],
	["is not valid yet", -2, /\(the client certificate of O=team, CN=jane is not valid before \d{4}-/],
])("401 for a client certificate that %s says so", async (_what, days, message) => {
	const server = await serve(
		json({ kind: "Status", message: "Unauthorized", reason: "Unauthorized", code: 401 }, 401),
		tlsOf(["127.0.0.1"]),
	);
	const transport = new UndiciTransport({
		server: new URL(server.url),
		certificateAuthority: authority.certificate,
		credentials: staticCertificate(authority.issueClient("jane", ["team"])),
		connectTimeout: 5000,
		pool: {},
		now: () => Date.now() + days * 86_400_000,
	});
	await using client = await createClient({ transport });
	const error = await rejection(client.request(get));
	expect(error).toBeInstanceOf(UnauthorizedError);
	expect(String(error)).toMatch(/^UnauthorizedError: GET \/version: 401 Unauthorized: Unauthorized/);
	expect(String(error)).toMatch(message);
	expect(error).toMatchObject({ status: { message: "Unauthorized" } });
});

test("401 for a client certificate that is valid is nobody's guess", async () => {
	const server = await serve(json({}, 401), tlsOf(["127.0.0.1"]));
	const credentials = staticCertificate(authority.issueClient("jane", []));
	const client = await clientOf(server.url, { cluster: { certificateAuthority: authority.certificate, credentials } });
	expect(String(await rejection(client.request(get)))).not.toMatch(/certificate/);
});

/** A server that tells the user of each request, waits with \`/slow\`, and answers 401 to those it does not want. */
async function whoami(isWanted = (_user: string) => true): Promise<TestServer & { readonly release: () => void }> {
	const held: (() => void)[] = [];
	const server = await serve(
		(request, response) => {
			const user = String((request.socket as TLSSocket).getPeerCertificate().subject?.CN);
			const answer = (): void => json({ user }, isWanted(user) ? 200 : 401)(request, response);
			if (request.url === "/slow") held.push(answer);
			else answer();
		},
		tlsOf(["127.0.0.1"]),
	);
	return {
		...server,
		release: () => {
			for (const answer of held.splice(0)) answer();
		},
	};
}
const certificateOf = (user: string): ClientCertificate => authority.issueClient(user, []);
const trusting = (credentials: Credentials): { cluster: object } => ({
	cluster: { certificateAuthority: authority.certificate, credentials },
});

test("CL-13 another certificate is another identity: calls in flight finish, then the old connections close", async () => {
	const server = await whoami();
	let current = certificateOf("old");
	const client = await clientOf(server.url, trusting({ clientCertificate: () => current }));
	await Promise.all([client.request(get), client.request(get)]);
	const slow = client.request({ ...get, path: "/slow" });
	await expect.poll(() => server.requests.length).toBe(3);
	current = certificateOf("new");
	expect((await client.request(get)).body).toEqual({ user: "new" });
	// The one that was idle has gone already.
	await expect.poll(() => server.open()).toBe(2);
	server.release();
	expect((await slow).body).toEqual({ user: "old" });
	await expect.poll(() => server.open()).toBe(1);
	for (let call = 0; call < 5; call += 1) expect((await client.request(get)).body).toEqual({ user: "new" });
	expect(server.connections()).toBe(3);
});

test("calls that wait for a connection of the old identity are still served", async () => {
	const server = await whoami();
	let current = certificateOf("old");
	const client = await clientOf(server.url, { ...trusting({ clientCertificate: () => current }), pool: { connections: 1 } });
	const slow = [client.request({ ...get, path: "/slow" }), client.request(get), client.request(get)];
	await expect.poll(() => server.requests.length).toBe(1);
	current = certificateOf("new");
	expect((await client.request(get)).body).toEqual({ user: "new" });
	server.release();
	expect((await Promise.all(slow)).map(({ body }) => body)).toEqual([{ user: "old" }, { user: "old" }, { user: "old" }]);
	await expect.poll(() => server.open()).toBe(1);
	await client.close();
	await expect.poll(() => server.open()).toBe(0);
});

test("CL-13 an authority that is renewed counts for the next call", async () => {
	const server = await serve(json({}), tlsOf(["127.0.0.1"]));
	let current = new CertificateAuthority().certificate;
	const client = await clientOf(server.url, { cluster: { certificateAuthority: async () => current, credentials: anonymous } });
	expect(await rejection(client.request(get))).toBeInstanceOf(TransportError);
	current = authority.certificate;
	expect((await client.request(get)).status).toBe(200);
	expect((await client.request(get)).status).toBe(200);
	expect(server.requests).toHaveLength(2);
});

test("a refused certificate is asked for once more, however many calls are refused", async () => {
	const server = await whoami((user) => user === "renewed");
	let issued = 1;
	let current: ClientCertificate | undefined = certificateOf("refused");
	const credentials: Credentials = {
		clientCertificate: () =>
			current ??
			Promise.resolve().then(() => {
				if (current === undefined) {
					issued += 1;
					current = certificateOf("renewed");
				}
				return current;
			}),
		invalidate: () => {
			current = undefined;
			return true;
		},
	};
	const client = await clientOf(server.url, trusting(credentials));
	const answers = await Promise.all(Array.from({ length: 50 }, () => client.request({ ...get, method: "POST" })));
	expect(answers.map(({ body }) => body)).toEqual(answers.map(() => ({ user: "renewed" })));
	expect(issued).toBe(2);
});

test("a certificate that takes too long runs into the call's deadline", async () => {
	const server = await whoami();
	const client = await clientOf(server.url, trusting({ clientCertificate: () => new Promise(() => {}) }));
	expect(await rejection(client.request(get, { timeout: 50 }))).toMatchObject({ name: "TimeoutError", phase: "connect" });
});
