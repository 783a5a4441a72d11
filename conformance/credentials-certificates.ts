import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { ClientCertificate } from "kubex";
import { expect } from "vitest";
import { eventually } from "./eventually.ts";
import type { Server } from "./server.ts";

const run = promisify(execFile);
const requests = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

/** Gets a client certificate for a user: a cluster signs a request that its administrator approves. */
export async function issueCertificate(server: Server, name: string, group: string): Promise<ClientCertificate> {
	const { createUser } = server.target;
	if (createUser !== undefined) return createUser({ name, groups: [group] });
	return await withRequest(name, group, async (folder) => {
		const request = await readFile(join(folder, "request.pem"));
		const spec = {
			request: request.toString("base64"),
			signerName: "kubernetes.io/kube-apiserver-client",
			usages: ["client auth"],
			expirationSeconds: 600,
		};
		const made = await server.raw("POST", requests, { body: { metadata: { generateName: "conformance-" }, spec } });
		const path = `${requests}/${(made.body as { metadata: { name: string } }).metadata.name}`;
		server.finally(() => server.raw("DELETE", path));
		const condition = { type: "Approved", status: "True", reason: "Conformance", message: "asked for by a test" };
		const approved = await server.raw("PUT", `${path}/approval`, {
			body: { ...(made.body as object), status: { conditions: [condition] } },
		});
		expect(approved.status).toBe(200);
		let signed: string | undefined;
		await eventually(async () => {
			const { body } = await server.raw("GET", path);
			signed = (body as { status: { certificate?: string } }).status.certificate;
			return signed !== undefined;
		});
		return {
			certificate: Buffer.from(signed ?? "", "base64").toString(),
			key: await readFile(join(folder, "key.pem"), "utf8"),
		};
	});
}

/** A client certificate of the cluster's authority that ended yesterday; `undefined` where the authority's key is not at hand. */
export async function issueExpiredCertificate(server: Server, name: string): Promise<ClientCertificate | undefined> {
	const { createUser } = server.target;
	if (createUser !== undefined) return createUser({ name, certificateNotAfter: new Date(Date.now() - 86_400_000) });
	// Where the scripts that start a control plane for tests keep it.
	const authority = join(dirname(process.env["KUBECONFIG"] ?? ""), "pki", "cluster-ca");
	if (!existsSync(`${authority}.key`)) return undefined;
	return await withRequest(name, "expired", async (folder) => {
		const file = (base: string): string => join(folder, base);
		const signing = ["-CA", `${authority}.crt`, "-CAkey", `${authority}.key`, "-set_serial", String(Date.now())];
		await run("openssl", ["x509", "-req", "-in", file("request.pem"), ...signing, "-days", "-1", "-out", file("signed.pem")]);
		return { certificate: await readFile(file("signed.pem"), "utf8"), key: await readFile(file("key.pem"), "utf8") };
	});
}

/** Has a key and a request for a certificate made in a folder that goes again. */
async function withRequest<T>(name: string, group: string, use: (folder: string) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), "kubex-conformance-"));
	try {
		const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", join(folder, "key.pem")];
		await run("openssl", ["req", ...key, "-subj", `/O=${group}/CN=${name}`, "-out", join(folder, "request.pem")]);
		return await use(folder);
	} finally {
		await rm(folder, { recursive: true });
	}
}
