import type { TLSSocket } from "node:tls";
import { staticCertificate, TransportError } from "kubex";
import { expect, test } from "vitest";
import { CertificateAuthority } from "../../../testing/src/certificates/certificate-authority.ts";
import { json, serve } from "../support/http-server.ts";
import { clientOf } from "../support/test-client.ts";

const get = { method: "GET", path: "/version" } as const;
const rejection = (promise: Promise<unknown>): Promise<unknown> =>
	promise.then(
		() => expect.fail("did not reject"),
		(error: unknown) => error,
	);
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
