import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	type Client,
	ConfigurationError,
	createClient,
	Kubeconfig,
	type OidcTokens,
	saveOidcTokens,
	UnauthorizedError,
} from "kubex";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { jwtClaims } from "../../src/config/oidc/jwt-claims.ts";
import { json, serve, type TestServer } from "../support/http-server.ts";
import { clients, type IdentityProvider, startIdentityProvider } from "../support/identity-provider.ts";

// A provider that others wrote: what it takes and what it refuses is not what these tests think of it.

let provider: IdentityProvider;
beforeAll(async () => {
	provider = await startIdentityProvider(3600);
});
afterAll(() => provider.stop());

const get = { method: "GET", path: "/version" } as const;

/** A server that takes the tokens of one audience, as an API server with `--oidc-client-id` does. */
async function serverFor(audience: string): Promise<TestServer & { readonly refuseNext: () => void }> {
	let refused = false;
	const server = await serve((request, response) => {
		const claims = jwtClaims(request.headers.authorization?.replace("Bearer ", "") ?? "");
		const good = claims?.["iss"] === provider.issuer && claims["aud"] === audience && !refused;
		refused = false;
		json({ sub: claims?.["sub"], groups: claims?.["groups"] }, good ? 200 : 401)(request, response);
	});
	return Object.assign(server, { refuseNext: () => void (refused = true) });
}

interface Setting {
	readonly server: TestServer;
	readonly refreshToken: string;
	readonly clientId?: keyof typeof clients;
	readonly idToken?: string;
	readonly trusted?: boolean;
	readonly onTokens?: (tokens: OidcTokens) => void | Promise<void>;
}

async function open({
	server,
	refreshToken,
	idToken,
	clientId = "kubernetes",
	trusted = true,
	onTokens,
}: Setting): Promise<{ client: Client; path: string }> {
	const folder = await mkdtemp(join(tmpdir(), "kubex-test-"));
	onTestFinished(() => rm(folder, { recursive: true }));
	const path = join(folder, "config");
	const config = {
		"idp-issuer-url": provider.issuer,
		"client-id": clientId,
		"client-secret": clients[clientId].secret,
		"refresh-token": refreshToken,
		...(idToken !== undefined && { "id-token": idToken }),
		...(trusted && { "idp-certificate-authority-data": Buffer.from(provider.certificateAuthority).toString("base64") }),
	};
	const text = JSON.stringify({
		"current-context": "a",
		contexts: [{ name: "a", context: { cluster: "a", user: "a" } }],
		clusters: [{ name: "a", cluster: { server: server.url } }],
		users: [{ name: "a", user: { "auth-provider": { name: "oidc", config } } }],
	});
	await writeFile(path, text);
	const kubeconfig = await Kubeconfig.parse(text, { source: path });
	const client = await createClient({ config: await kubeconfig.clusterConfig({ oidc: { onTokens } }), retry: false });
	onTestFinished(() => client.close());
	return { client, path };
}

test.each(["kubernetes", "open"] as const)(
	"AU-04 the provider is found, and gives the client %s a token of its user",
	async (clientId) => {
		const from = provider.requests.length;
		const server = await serverFor(clientId);
		const { client } = await open({ server, clientId, refreshToken: await provider.login("jane", clientId) });
		const calls = Array.from({ length: 50 }, () => client.request(get));
		const bodies = (await Promise.all(calls)).map(({ body }) => JSON.stringify(body));
		expect(new Set(bodies)).toEqual(new Set(['{"sub":"jane","groups":["developers"]}']));
		expect(provider.requests.slice(from)).toEqual([
			"GET /.well-known/openid-configuration",
			"POST /token",
			// A client without a secret is refused with Basic authentication.
			...(clientId === "open" ? ["POST /token"] : []),
		]);
	},
);

test("BUG-32 each refresh token is used once: the next one comes from the last answer, and from the file after a restart", async () => {
	const server = await serverFor("kubernetes");
	const first = await provider.login("joe", "kubernetes");
	const told: OidcTokens[] = [];
	const onTokens = async (tokens: OidcTokens): Promise<void> => {
		told.push(tokens);
		await saveOidcTokens(tokens);
	};
	const { client, path } = await open({ server, refreshToken: first, onTokens });
	await client.request(get);
	server.refuseNext();
	await client.request(get);
	expect(told).toHaveLength(2);
	expect(new Set([first, ...told.map(({ refreshToken }) => refreshToken)]).size).toBe(3);

	const kept = await Kubeconfig.parse(await readFile(path, "utf8"), { source: path });
	expect(kept.user("a")).toMatchObject({ "auth-provider": { config: { "refresh-token": told[1]?.refreshToken } } });
	const again = await createClient({ config: await kept.clusterConfig({ oidc: { onTokens } }), retry: false });
	onTestFinished(() => again.close());
	const from = provider.requests.length;
	await again.request(get);
	expect(provider.requests.slice(from)).toEqual([]);
	server.refuseNext();
	await again.request(get);
	expect(told).toHaveLength(3);
});

test("BUG-32 a refresh token that was used already is refused, and the error says to log in again", async () => {
	const server = await serverFor("kubernetes");
	const refreshToken = await provider.login("jim", "kubernetes");
	await (await open({ server, refreshToken })).client.request(get);
	// As another program, which knows nothing of the token that took its place.
	const late = (await open({ server, refreshToken, idToken: "ended" })).client.request(get);
	await expect(late).rejects.toThrow(ConfigurationError);
	await expect(late).rejects.toThrow(
		/\/token answered 400 invalid_grant .*: the refresh token .* was used already .*log in again/,
	);
	await expect(late).rejects.not.toThrow(refreshToken);
});

test("a refresh token of another client is refused", async () => {
	const server = await serverFor("kubernetes");
	const refreshToken = await provider.login("jane", "elsewhere");
	await expect((await open({ server, refreshToken })).client.request(get)).rejects.toThrow(/invalid_grant/);
	expect(server.requests).toHaveLength(0);
});

test("a token for another audience is refused by the server, also after one refresh", async () => {
	const server = await serverFor("kubernetes");
	const { client } = await open({ server, clientId: "elsewhere", refreshToken: await provider.login("jane", "elsewhere") });
	await expect(client.request(get)).rejects.toThrow(UnauthorizedError);
	expect(server.requests).toHaveLength(2);
});

test("the provider's certificate must be of an authority that is trusted", async () => {
	const server = await serverFor("kubernetes");
	const { client } = await open({ server, refreshToken: await provider.login("jane", "kubernetes"), trusted: false });
	await expect(client.request(get)).rejects.toThrow(
		/openid-configuration cannot be reached: .*certificate is not signed by a trusted authority/,
	);
});

test("while the provider is away a token that is good stays in use, and a client without one says who is missing", async () => {
	const server = await serverFor("kubernetes");
	const settings = { server, refreshToken: await provider.login("jane", "kubernetes") };
	const { client } = await open(settings);
	await client.request(get);
	const { client: other } = await open({ server, refreshToken: await provider.login("joe", "kubernetes") });
	await provider.stop();
	await client.request(get);
	await expect(other.request(get)).rejects.toThrow(/"a": auth-provider: .*openid-configuration cannot be reached: .*refused/);
	await provider.start();
	expect((await other.request(get)).body).toMatchObject({ sub: "joe" });
});
