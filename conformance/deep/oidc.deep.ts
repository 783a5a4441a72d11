import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Api, type Client, createClient, ForbiddenError, loadKubeconfig, type OidcTokens, UnauthorizedError } from "kubex";
import { Pod } from "kubex/k8s/v1_35/core/v1";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { clients, startIdentityProvider } from "../../packages/kubex/test/support/identity-provider.ts";
import { eventually } from "../eventually.ts";

// Tokens that end while the test looks on.
const provider = await startIdentityProvider(5);
const folder = await mkdtemp(join(tmpdir(), "kubex-deep-"));
const authority = join(folder, "provider.crt");
await writeFile(authority, provider.certificateAuthority);
afterAll(async () => {
	await provider.stop();
	await rm(folder, { recursive: true });
});

// The control plane is started here, since its API server has to be told of the provider; who runs this test ends it.
const flags = {
	"issuer-url": provider.issuer,
	"client-id": "kubernetes",
	"ca-file": authority,
	"username-claim": "sub",
	"username-prefix": "oidc:",
	"groups-claim": "groups",
	"groups-prefix": "oidc:",
};
const words = Object.entries(flags).map(([name, value]) => `--oidc-${name}=${value}`);
await promisify(execFile)(join(process.env["KUBEX_CLUSTER_SCRIPTS"] ?? "", "up"), [], {
	env: { ...process.env, K8S_APISERVER_FLAGS: words.join(" ") },
});
const kubeconfig = await loadKubeconfig();

const whoAmI = { method: "POST", path: "/apis/authentication.k8s.io/v1/selfsubjectreviews", body: {} } as const;

async function userOf(client: Client): Promise<unknown> {
	return ((await client.request(whoAmI)).body as { status: { userInfo: unknown } }).status.userInfo;
}

/** A client of somebody who has logged in at the provider, as a kubeconfig says it. */
async function clientOf(account: string, clientId: keyof typeof clients, onTokens: (tokens: OidcTokens) => void = () => {}) {
	const config = {
		"idp-issuer-url": provider.issuer,
		"idp-certificate-authority": authority,
		"client-id": clientId,
		"client-secret": clients[clientId].secret,
		"refresh-token": await provider.login(account, clientId),
	};
	const withUser = kubeconfig.withUser("oidc", { "auth-provider": { name: "oidc", config } });
	const client = await createClient({ config: await withUser.clusterConfig({ user: "oidc", oidc: { onTokens } }) });
	onTestFinished(() => client.close());
	return client;
}

test("AU-04 BUG-32 the API server takes the provider's tokens, one after the other as they end", async () => {
	const told: OidcTokens[] = [];
	const client = await clientOf("jane", "kubernetes", (tokens) => void told.push(tokens));
	// The API server asks the provider for its keys when it has the time.
	await eventually(() =>
		userOf(client).then(
			() => true,
			() => false,
		),
	);
	expect(await userOf(client)).toMatchObject({ username: "oidc:jane", groups: ["oidc:developers", "system:authenticated"] });
	await expect(new Api(Pod, { client }).list()).rejects.toThrow(ForbiddenError);
	const before = told.length;
	await eventually(async () => {
		expect(await userOf(client)).toMatchObject({ username: "oidc:jane" });
		return told.length >= before + 2;
	});
	expect(new Set(told.map(({ refreshToken }) => refreshToken)).size).toBe(told.length);
});

test("AU-04 a token of the same provider for another audience is refused, also after one refresh", async () => {
	const told: OidcTokens[] = [];
	const client = await clientOf("jane", "elsewhere", (tokens) => void told.push(tokens));
	await expect(userOf(client)).rejects.toThrow(UnauthorizedError);
	expect(told).toHaveLength(2);
});

test("AU-04 while the provider is away a token is used to its end, and afterwards the error names the provider", async () => {
	const client = await clientOf("joe", "kubernetes");
	expect(await userOf(client)).toMatchObject({ username: "oidc:joe" });
	await provider.stop();
	expect(await userOf(client)).toMatchObject({ username: "oidc:joe" });
	let error: unknown;
	await eventually(() =>
		userOf(client).then(
			() => false,
			(reason: unknown) => ((error = reason), true),
		),
	);
	expect(String(error)).toContain(`${provider.issuer}/.well-known/openid-configuration cannot be reached`);
	await provider.start();
	expect(await userOf(client)).toMatchObject({ username: "oidc:joe" });
});
