import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	anonymous,
	type Client,
	type ClusterConfig,
	type Credentials,
	createClient,
	ForbiddenError,
	type Impersonation,
	inClusterConfig,
	staticCertificate,
	staticToken,
	tokenFile,
	UnauthorizedError,
} from "kubex";
import { afterEach, expect, vi } from "vitest";
import { check } from "./check.ts";
import { issueCertificate, issueExpiredCertificate } from "./credentials-certificates.ts";
import { pluginUser } from "./credentials-plugin.ts";
import { eventually } from "./eventually.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw, target } = server;
const namespace = await server.namespace();
const core = `/api/v1/namespaces/${namespace}`;
const whoAmI = { method: "POST", path: "/apis/authentication.k8s.io/v1/selfsubjectreviews", body: {} } as const;
const version = { method: "GET", path: "/version" } as const;
const credentialId = "authentication.kubernetes.io/credential-id";

afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllEnvs();
});

interface User {
	readonly username: string;
	readonly uid?: string;
	readonly groups: readonly string[];
	readonly extra?: Readonly<Record<string, readonly string[]>>;
}

async function userOf(client: Client, impersonate?: Impersonation): Promise<User> {
	const { body } = await client.request(whoAmI, { impersonate });
	return (body as { status: { userInfo: User } }).status.userInfo;
}

/** Which token it is that a client comes with. */
const tokenOf = async (client: Client): Promise<string | undefined> => (await userOf(client)).extra?.[credentialId]?.[0];

async function clientWith(config: Partial<ClusterConfig> & { readonly credentials: Credentials }): Promise<Client> {
	const { server: address, certificateAuthority, serverName } = await target.clusterConfig();
	const client = await createClient({ config: { server: address, certificateAuthority, serverName, ...config } });
	server.finally(() => client.close());
	return client;
}

interface Token {
	readonly token: string;
	readonly expirationTimestamp: string;
}

async function issueToken(spec: object = {}, account = "default"): Promise<Token> {
	const { body } = await raw("POST", `${core}/serviceaccounts/${account}/token`, {
		body: { spec: { expirationSeconds: 600, ...spec } },
	});
	return (body as { status: Token }).status;
}

async function boundToken(secret: string): Promise<Token> {
	await raw("POST", `${core}/secrets`, { body: { metadata: { name: secret } } });
	return await issueToken({ boundObjectRef: { apiVersion: "v1", kind: "Secret", name: secret } });
}

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
	const path = await mkdtemp(join(tmpdir(), "kubex-conformance-"));
	server.finally(() => rm(path, { recursive: true }));
	for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
	return path;
}

/** Lets the machine's clock, and nothing else, be what the test says. */
function ownClock(): { advance(milliseconds: number): void } {
	vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
	return { advance: (milliseconds) => void vi.setSystemTime(Date.now() + milliseconds) };
}

const account = `system:serviceaccount:${namespace}:default`;

check("U1 a client certificate is the user and the groups that it names [needs:kcm]", async () => {
	const credentials = staticCertificate(await issueCertificate(server, "conformance-jane", "conformance-team"));
	expect(await userOf(await clientWith({ credentials }))).toMatchObject({
		username: "conformance-jane",
		groups: ["conformance-team", "system:authenticated"],
	});
});

check("U1 a client certificate that has ended is a plain 401, to which the client adds when that was", async () => {
	const expired = await issueExpiredCertificate(server, "conformance-late");
	if (expired === undefined)
		return console.warn("NOT RUN: an expired certificate, since the key of the cluster's authority is not at hand");
	const refused = (await clientWith({ credentials: staticCertificate(expired) })).request(version);
	await expect(refused).rejects.toThrow(UnauthorizedError);
	await expect(refused).rejects.toThrow(/Unauthorized.*conformance-late expired on \d{4}-/);
});

check("U2 CF-03 a ServiceAccount's token is its user", async () => {
	const { token, expirationTimestamp } = await issueToken();
	expect(Date.parse(expirationTimestamp) - Date.now()).toBeGreaterThan(500_000);
	expect(await userOf(await clientWith({ credentials: staticToken(token) }))).toMatchObject({
		username: account,
		groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"],
	});
});

check("U2 a token that is of no use any more is a 401, which no second try mends", async () => {
	const { token } = await boundToken("static");
	await raw("DELETE", `${core}/secrets/static`);
	const client = await clientWith({ credentials: staticToken(token) });
	// A server learns of the deletion a moment later, and remembers for ten seconds that a token was good.
	const withToken = await server.rawAs(staticToken(token));
	await eventually(async () => (await withToken("GET", version.path)).status === 401);
	await expect(client.request(version)).rejects.toThrow(UnauthorizedError);
});

check("AU-05 a token file that somebody rotates is read again after a minute", async () => {
	let now = Date.now();
	const path = join(await folder({ token: (await issueToken()).token }), "token");
	const client = await clientWith({ credentials: tokenFile(path, () => now) });
	const first = await tokenOf(client);
	await writeFile(path, `${(await issueToken()).token}\n`);
	expect(await tokenOf(client)).toBe(first);
	now += 60_000;
	const second = await tokenOf(client);
	expect([first, second]).toEqual([expect.stringMatching(/^JTI=/), expect.stringMatching(/^JTI=/)]);
	expect(second).not.toBe(first);
});

check("AU-05 G11 a token file is read again at once when its token is refused", async () => {
	const { token } = await boundToken("in-file");
	const path = join(await folder({ token }), "token");
	const credentials = tokenFile(path);
	await credentials.headers?.();
	await raw("DELETE", `${core}/secrets/in-file`);
	await writeFile(path, (await issueToken()).token);
	expect((await userOf(await clientWith({ credentials }))).username).toBe(account);
});

check("AU-1 BUG-08 200 first calls run an exec plugin once, and its end runs it again before the server refuses", async () => {
	const clock = ownClock();
	const { kubeconfig, runs } = await pluginUser(server, [await issueToken(), await issueToken()]);
	const client = await server.createClient({ kubeconfig });
	const users = await Promise.all(Array.from({ length: 200 }, () => userOf(client)));
	expect(new Set(users.map(({ username }) => username))).toEqual(new Set([account]));
	expect(new Set(users.map(({ extra }) => extra?.[credentialId]?.[0])).size).toBe(1);
	expect(await runs()).toBe(1);
	// Ten minutes less what clocks may differ by; the server still takes the first one.
	clock.advance(575_000);
	expect(await tokenOf(client)).not.toBe(users[0]?.extra?.[credentialId]?.[0]);
	expect(await runs()).toBe(2);
});

check("AU-1 G11 a token that is refused runs the plugin again, once for 200 calls, and all succeed", async () => {
	const { kubeconfig, runs } = await pluginUser(server, [await boundToken("of-plugin"), await issueToken()]);
	const { credentials } = await kubeconfig.clusterConfig();
	await credentials.headers?.();
	expect(await runs()).toBe(1);
	await raw("DELETE", `${core}/secrets/of-plugin`);
	const client = await clientWith({ credentials });
	const users = await Promise.all(Array.from({ length: 200 }, () => userOf(client)));
	expect(new Set(users.map(({ username }) => username))).toEqual(new Set([account]));
	expect(await runs()).toBe(2);
});

check("AU-1 a plugin that gives what the server refuses is run again once, and the 401 is told", async () => {
	const { kubeconfig, runs } = await pluginUser(server, [{ token: "nobodys" }]);
	const client = await server.createClient({ kubeconfig });
	await expect(client.request(version)).rejects.toThrow(UnauthorizedError);
	expect(await runs()).toBe(2);
});

check("AU-2 an exec plugin may give a client certificate [needs:kcm]", async () => {
	const { certificate, key } = await issueCertificate(server, "conformance-joe", "conformance-team");
	const { kubeconfig, runs } = await pluginUser(server, [{ clientCertificateData: certificate, clientKeyData: key }]);
	const client = await server.createClient({ kubeconfig });
	const users = await Promise.all(Array.from({ length: 20 }, () => userOf(client)));
	expect(new Set(users.map(({ username }) => username))).toEqual(new Set(["conformance-joe"]));
	expect(await runs()).toBe(1);
});

check("U5 AU-12 impersonation is the client's, unless a call acts as somebody else", async () => {
	const impersonate = { user: "jane", uid: "42", groups: ["a, b", "c"], extra: { "acme.com/Project": ["x", "y"] } };
	const client = await server.createClient({ impersonate });
	expect(await userOf(client)).toEqual({
		username: "jane",
		uid: "42",
		groups: ["a, b", "c", "system:authenticated"],
		extra: { "acme.com/project": ["x", "y"] },
	});
	expect(await userOf(client, { user: "joe" })).toEqual({ username: "joe", groups: ["system:authenticated"] });
});

check("U5 AU-12 who may act as one group only is refused every other", async () => {
	const name = `conformance-${namespace}`;
	const rbac = "/apis/rbac.authorization.k8s.io/v1";
	const labels = { "kubex-conformance": "" };
	server.finally(() => raw("DELETE", `${rbac}/clusterroles/${name}`));
	server.finally(() => raw("DELETE", `${rbac}/clusterrolebindings/${name}`));
	const only = (resources: string, resourceName: string): object => ({
		verbs: ["impersonate"],
		apiGroups: [""],
		resources: [resources],
		resourceNames: [resourceName],
	});
	await raw("POST", `${rbac}/clusterroles`, {
		body: { metadata: { name, labels }, rules: [only("users", "jane"), only("groups", "team-a")] },
	});
	await raw("POST", `${rbac}/clusterrolebindings`, {
		body: {
			metadata: { name, labels },
			roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
			subjects: [{ kind: "ServiceAccount", namespace, name: "default" }],
		},
	});
	const client = await clientWith({ credentials: staticToken((await issueToken()).token), impersonate: { user: "jane" } });
	await eventually(
		async () =>
			await userOf(client).then(
				() => true,
				() => false,
			),
	);
	expect(await userOf(client, { user: "jane", groups: ["team-a"] })).toMatchObject({
		groups: ["team-a", "system:authenticated"],
	});
	const refused = userOf(client, { user: "jane", groups: ["team-a", "team-b"] });
	await expect(refused).rejects.toThrow(ForbiddenError);
	await expect(refused).rejects.toThrow(`groups "team-b" is forbidden: User "${account}" cannot impersonate`);
	await expect(userOf(client, { user: "joe" })).rejects.toThrow(ForbiddenError);
});

check("CF-08 AU-10 a process in a Pod needs the service account's files alone, and follows them", async () => {
	const clock = ownClock();
	const { certificateAuthority, server: address } = await target.clusterConfig();
	const authority = typeof certificateAuthority === "function" ? await certificateAuthority() : certificateAuthority;
	const { hostname, port } = new URL(address);
	vi.stubEnv("KUBERNETES_SERVICE_HOST", hostname.replace(/^\[(.*)\]$/, "$1"));
	vi.stubEnv("KUBERNETES_SERVICE_PORT", port === "" ? "443" : port);
	const mounted = await folder({ "ca.crt": authority ?? "", token: (await issueToken()).token, namespace });
	const client = await createClient({ config: await inClusterConfig({ folder: mounted }) });
	server.finally(() => client.close());
	expect(client.namespace).toBe(namespace);
	const first = await tokenOf(client);
	await writeFile(join(mounted, "token"), (await issueToken()).token);
	expect(await tokenOf(client)).toBe(first);
	clock.advance(60_000);
	expect(await userOf(client)).toMatchObject({ username: account });
	expect(await tokenOf(client)).not.toBe(first);
});

check("U1 without credentials the server sees nobody in particular", async () => {
	const client = await clientWith({ credentials: anonymous });
	expect((await client.version()).major).toBe("1");
	await expect(client.request({ method: "GET", path: `${core}/pods` })).rejects.toThrow(/User "system:anonymous" cannot list/);
});
