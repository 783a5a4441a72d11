import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ContextOptions, type Credentials, Kubeconfig, type OidcTokens, saveOidcTokens } from "kubex";
import { expect, onTestFinished, test } from "vitest";
import { fetchProvider } from "../../src/client/fetch-provider.ts";
import { oidcCredentials } from "../../src/config/oidc/oidc-credentials.ts";

const rejection = (work: unknown): Promise<string> => Promise.resolve(work).then(() => expect.fail("did not reject"), String);

const idToken = (expiresAt: number, name = "s3cret"): string =>
	["{}", JSON.stringify({ exp: expiresAt / 1000, name }), "signature"]
		.map((part) => Buffer.from(part).toString("base64url"))
		.join(".");
const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });
const far = Date.parse("2100-01-01T00:00:00Z");

interface Asked {
	readonly url: string | undefined;
	readonly authorization: string | undefined;
	readonly form: URLSearchParams;
}
type Answer = (asked: Asked, index: number) => { readonly status?: number; readonly body: unknown };

/** An identity provider over a real socket; `answer` plays its token endpoint. */
async function provider(answer: Answer): Promise<{ readonly issuer: string; readonly asked: Asked[] }> {
	const asked: Asked[] = [];
	const text = async (request: IncomingMessage): Promise<string> => {
		let body = "";
		for await (const chunk of request) body += String(chunk);
		return body;
	};
	const server = createServer((request, response) => {
		if (request.url === "/realm/.well-known/openid-configuration") {
			response.end(JSON.stringify({ issuer, token_endpoint: `${issuer}/token` }));
			return;
		}
		const reply = async (): Promise<void> => {
			const body = await text(request);
			const one = { url: request.url, authorization: request.headers.authorization, form: new URLSearchParams(body) };
			const { status = 200, body: value } = answer(one, asked.push(one) - 1);
			response.writeHead(status).end(typeof value === "string" ? value : JSON.stringify(value));
		};
		void reply();
	});
	await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => void server.close());
	const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/realm`;
	return { issuer, asked };
}

async function kubeconfig(config: Readonly<Record<string, unknown>>): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "kubex-test-"));
	onTestFinished(() => rm(folder, { recursive: true }));
	const text = JSON.stringify({
		"current-context": "a",
		contexts: [{ name: "a", context: { cluster: "a", user: "a" } }],
		clusters: [{ name: "a", cluster: { server: "https://a" } }],
		users: [{ name: "a", user: { "auth-provider": { name: "oidc", config } }, beside: 1 }],
		unknown: { kept: true },
	});
	await writeFile(join(folder, "config"), text);
	return join(folder, "config");
}

async function credentialsOf(config: Readonly<Record<string, unknown>>, options?: ContextOptions): Promise<Credentials> {
	const path = await kubeconfig({ "client-id": "kube:1", "client-secret": "a b", "refresh-token": "r0", ...config });
	const loaded = await Kubeconfig.parse(await readFile(path, "utf8"), { source: path });
	return (await loaded.clusterConfig(options)).credentials;
}
const call = { fetch: fetchProvider };

test("AU-04 an id-token that is still good is used as it is", async () => {
	const { issuer, asked } = await provider(() => ({ body: {} }));
	const token = idToken(far, "still good");
	const credentials = await credentialsOf({ "idp-issuer-url": issuer, "id-token": token });
	expect(await credentials.headers?.(call)).toEqual(bearer(token));
	expect(credentials.headers?.(call)).toEqual(bearer(token));
	expect(asked).toEqual([]);
});

test("AU-04 BUG-32 an id-token that has ended is refreshed once for 200 callers, with Basic authentication and escaped halves", async () => {
	const fresh = idToken(far, "fresh");
	const { issuer, asked } = await provider(() => ({ body: { id_token: fresh } }));
	const credentials = await credentialsOf({ "idp-issuer-url": issuer, "id-token": idToken(1000) });
	const answers = await Promise.all(Array.from({ length: 200 }, async () => await credentials.headers?.(call)));
	expect(new Set(answers.map((headers) => headers?.["authorization"]))).toEqual(new Set([bearer(fresh).authorization]));
	expect(asked).toHaveLength(1);
	expect(asked[0]?.url).toBe("/realm/token");
	expect(Object.fromEntries(asked[0]?.form ?? [])).toEqual({ grant_type: "refresh_token", refresh_token: "r0" });
	expect(Buffer.from(asked[0]?.authorization?.slice(6) ?? "", "base64").toString()).toBe("kube%3A1:a+b");
});

test("AU-04 a provider that refuses Basic is asked with the form, and from then on at once", async () => {
	const { issuer, asked } = await provider(({ authorization }, index) =>
		authorization === undefined
			? { body: { id_token: idToken(far, String(index)) } }
			: { status: 401, body: { error: "invalid_client" } },
	);
	const credentials = await credentialsOf({ "idp-issuer-url": issuer });
	await credentials.headers?.(call);
	expect(Object.fromEntries(asked[1]?.form ?? [])).toMatchObject({ client_id: "kube:1", client_secret: "a b" });
	credentials.invalidate?.();
	await credentials.headers?.(call);
	expect(asked.map(({ authorization }) => authorization === undefined)).toEqual([false, true, true]);
});

test("a client without a secret sends none", async () => {
	const { issuer, asked } = await provider(({ authorization }) =>
		authorization === undefined ? { body: { id_token: idToken(far) } } : { status: 400, body: {} },
	);
	const credentials = await credentialsOf({ "idp-issuer-url": issuer, "client-secret": "" });
	await credentials.headers?.(call);
	expect(asked.at(-1)?.form.has("client_secret")).toBe(false);
});

test("BUG-32 a rotated refresh token is used next, shared with whoever has the same settings, and handed to the hook", async () => {
	const { issuer, asked } = await provider((_asked, index) => ({
		body: { id_token: idToken(far, `n${index}`), refresh_token: `r${index + 1}` },
	}));
	const told: OidcTokens[] = [];
	const options = { oidc: { onTokens: (tokens: OidcTokens) => void told.push(tokens) } };
	const one = await credentialsOf({ "idp-issuer-url": issuer }, options);
	const two = await credentialsOf({ "idp-issuer-url": issuer }, options);
	await one.headers?.(call);
	expect(await two.headers?.(call)).toEqual(bearer(idToken(far, "n0")));
	two.invalidate?.();
	await two.headers?.(call);
	expect(asked.map(({ form }) => form.get("refresh_token"))).toEqual(["r0", "r1"]);
	expect(told.map(({ idToken: id, refreshToken, user }) => [id, refreshToken, user])).toEqual([
		[idToken(far, "n0"), "r1", "a"],
		[idToken(far, "n1"), "r2", "a"],
	]);
});

test("saveOidcTokens writes the new pair into the file and leaves the rest", async () => {
	const { issuer } = await provider(() => ({ body: { id_token: idToken(far, "kept"), refresh_token: "r1" } }));
	const path = await kubeconfig({ "idp-issuer-url": issuer, "client-id": "a", "refresh-token": "r0" });
	const loaded = await Kubeconfig.parse(await readFile(path, "utf8"), { source: path });
	const { credentials } = await loaded.clusterConfig({ oidc: { onTokens: saveOidcTokens } });
	await credentials.headers?.(call);
	const text = await readFile(path, "utf8");
	expect((await Kubeconfig.parse(text, { source: path })).user("a")).toMatchObject({
		"auth-provider": { config: { "id-token": idToken(far, "kept"), "refresh-token": "r1", "client-id": "a" } },
	});
	expect(text).toMatch(/beside: 1/);
	expect(text).toMatch(/kept: true/);
});

test("a refresh is finished although nobody waits for it any more, since its token is spent", async () => {
	let release = (): void => {};
	const gate = new Promise<void>((resolve) => {
		release = resolve;
	});
	const sent: string[] = [];
	const fetch: typeof fetchProvider = async (url, request) => {
		sent.push(request.method);
		if (request.method === "GET") return { status: 200, text: JSON.stringify({ token_endpoint: "https://x/token" }) };
		await gate;
		return { status: 200, text: JSON.stringify({ id_token: idToken(far, url) }) };
	};
	const credentials = await credentialsOf({ "idp-issuer-url": "https://unfinished" });
	const controller = new AbortController();
	const wait = rejection(credentials.headers?.({ fetch, signal: controller.signal }));
	await expect.poll(() => sent.length).toBe(2);
	controller.abort(new Error("given up"));
	expect(await wait).toContain("given up");
	const later = credentials.headers?.({ fetch });
	release();
	expect(await later).toEqual(bearer(idToken(far, "https://x/token")));
	expect(sent).toEqual(["GET", "POST"]);
});

test.each([
	[
		{ status: 400, body: { error: "invalid_grant", error_description: "expired" } },
		/400 invalid_grant \(expired\): the refresh token has expired.*log in again/,
	],
	[{ status: 401, body: { error: "invalid_client" } }, /401 invalid_client: client-id and client-secret are not those/],
	[
		{ status: 400, body: { error: "invalid_target", error_description: "wrong audience" } },
		/400 invalid_target \(wrong audience\)/,
	],
	[{ status: 500, body: "s3cret" }, /answered 500$/],
	[{ status: 200, body: { access_token: "s3cret" } }, /gave no id_token: log in again with the scope "openid"/],
	[{ status: 200, body: "s3cret" }, /gave no id_token/],
])("BUG-32 an answer of %j says what to do and shows no secrets", async (answer, message) => {
	const { issuer } = await provider(() => answer);
	const credentials = await credentialsOf({ "idp-issuer-url": issuer });
	const error = await rejection(credentials.headers?.(call));
	expect(error).toMatch(message);
	expect(error).toMatch(/config: user "a": auth-provider: /);
	expect(error).not.toMatch(/s3cret|a b|\br0\b/);
});

test("a provider that cannot be reached is named, and asked again by the next request", async () => {
	const { issuer } = await provider(() => ({ body: { id_token: idToken(far) } }));
	let broken = true;
	const fetch: typeof fetchProvider = (url, request) =>
		broken ? Promise.reject(new Error("ECONNREFUSED")) : fetchProvider(url, request);
	const credentials = await credentialsOf({ "idp-issuer-url": issuer });
	expect(await rejection(credentials.headers?.({ fetch }))).toMatch(/openid-configuration cannot be reached/);
	broken = false;
	expect(await credentials.headers?.({ fetch })).toEqual(bearer(idToken(far)));
});

test("BUG-32 a provider is trusted by the certificate authority of its own, and by no other", async () => {
	const folder = await mkdtemp(join(tmpdir(), "kubex-test-"));
	onTestFinished(() => rm(folder, { recursive: true }));
	const make = (name: string): void => {
		const files = ["-keyout", join(folder, `${name}.key`), "-out", join(folder, `${name}.crt`)];
		const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
		const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
		execFileSync("openssl", ["req", "-x509", ...curve, "-nodes", ...subject, ...files], { stdio: "ignore" });
	};
	make("own");
	make("other");
	const [key, cert] = await Promise.all(["own.key", "own.crt"].map((name) => readFile(join(folder, name))));
	const server = createSecureServer({ key, cert }, (request, response) => {
		response.end(
			JSON.stringify(request.method === "GET" ? { token_endpoint: `${issuer}/token` } : { id_token: idToken(far, "tls") }),
		);
	});
	await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => void server.close());
	const issuer = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const file = join(folder, "own.crt");
	const trusting = await credentialsOf({ "idp-issuer-url": issuer, "idp-certificate-authority": file });
	expect(await trusting.headers?.(call)).toEqual(bearer(idToken(far, "tls")));
	const data = (await readFile(join(folder, "other.crt"))).toString("base64");
	const other = await credentialsOf({ "idp-issuer-url": issuer, "idp-certificate-authority-data": data });
	expect(await rejection(other.headers?.(call))).toMatch(/TransportError: .*cannot be reached: /);
});

test("a token is refreshed a little before it ends, and after the clock has jumped", async () => {
	let now = Date.parse("2026-01-01T00:00:00Z");
	const { issuer, asked } = await provider(() => ({ body: { id_token: idToken(now + 3_600_000, String(now)) } }));
	const settings = {
		issuer,
		clientId: "a",
		clientSecret: "",
		idToken: undefined,
		refreshToken: "r",
		certificateAuthority: undefined,
		file: "kc",
		user: "a",
		place: "here",
	};
	const credentials = oidcCredentials(settings, {}, () => now);
	await credentials.headers?.(call);
	now += 3_569_999;
	expect(credentials.headers?.(call)).not.toBeInstanceOf(Promise);
	now += 1;
	await credentials.headers?.(call);
	expect(asked).toHaveLength(2);
	now += 365 * 86_400_000;
	await credentials.headers?.(call);
	expect(asked).toHaveLength(3);
});

test("without a refresh token the id-token that has ended is named", async () => {
	const settings = { "idp-issuer-url": "https://none", "id-token": idToken(1000), "refresh-token": "" };
	expect(await rejection((await credentialsOf(settings)).headers?.(call))).toMatch(
		/has expired or was refused, and without a refresh-token/,
	);
});

test.each([
	[{ name: "gcp" }, /gcp was removed from Kubernetes 1.26, .*gke-gcloud-auth-plugin/],
	[{ name: "azure" }, /azure was removed from Kubernetes 1.26, .*kubelogin/],
	[{ name: "other" }, /"other" is unknown, there is oidc/],
	[{ name: "oidc" }, /idp-issuer-url is missing/],
	[{ name: "oidc", config: { "idp-issuer-url": "https://x" } }, /client-id is missing/],
	[{ name: "oidc", config: { "idp-issuer-url": "x" } }, /idp-issuer-url is no URL/],
	[
		{ name: "oidc", config: { "idp-issuer-url": "https://x", "client-id": "a", "idp-certificate-authority": "gone" } },
		/cannot be read: .*gone/,
	],
	[{}, /name is missing/],
])("an auth-provider of %j is refused with advice", async (provider_, message) => {
	const text = JSON.stringify({
		"current-context": "a",
		contexts: [{ name: "a", context: { cluster: "a", user: "a" } }],
		clusters: [{ name: "a", cluster: { server: "https://a" } }],
		users: [{ name: "a", user: { "auth-provider": provider_ } }],
	});
	const error = await rejection((await Kubeconfig.parse(text, { source: "kc" })).clusterConfig());
	expect(error).toMatch(message);
	expect(error).toMatch(/^ConfigurationError: kc: user "a": auth-provider/);
});
