import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describeConfig, staticToken } from "kubex";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "kubex-test-"));
	onTestFinished(() => rm(folder, { recursive: true }));
	onTestFinished(() => void vi.unstubAllEnvs());
	vi.stubEnv("KUBERNETES_SERVICE_HOST", "");
	vi.stubEnv("KUBERNETES_SERVICE_PORT", "");
	vi.stubEnv("KUBECONFIG", [join(folder, "gone"), join(folder, "config")].join(delimiter));
});

const write = (user: string, cluster = ""): Promise<void> =>
	writeFile(
		join(folder, "config"),
		`current-context: dev
contexts: [{name: dev, context: {cluster: c, user: u, namespace: team-a}}]
clusters: [{name: c, cluster: {server: "https://me:s3cret@dev:6443", proxy-url: "http://me:s3cret@proxy"${cluster}}}]
users: [{name: u, user: {${user}}}]
`,
	);
const jwt = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s3cret`;

test("each value comes with the file, the entry and the field that says it, and without secrets", async () => {
	await write("token: s3cret, as: jane");
	const file = join(folder, "config");
	const description = await describeConfig();
	expect(description.values).toEqual([
		{ name: "kubeconfig", value: file, from: "the variable KUBECONFIG" },
		{ name: "context", value: "dev", from: `${file}: current-context` },
		{ name: "server", value: "https://dev:6443", from: `${file}: cluster "c": server` },
		{ name: "proxyUrl", value: "http://proxy", from: `${file}: cluster "c": proxy-url` },
		{ name: "impersonate", value: "jane", from: `${file}: user "u": as` },
		{ name: "credentials", value: "token", from: `${file}: user "u": token` },
		{ name: "namespace", value: "team-a", from: `${file}: context "dev": namespace` },
	]);
	expect(description.problems).toEqual([`${join(folder, "gone")} does not exist and is skipped`]);
	expect(`${String(description)}${JSON.stringify(description)}`).not.toContain("s3cret");
	expect(String(description)).toMatch(/^namespace +team-a +.*: context "dev": namespace$/m);
});

test("a proxy of the environment is told with its variable, where the kubeconfig names none", async () => {
	vi.stubEnv("HTTPS_PROXY", "http://me:s3cret@proxy.example:3128");
	const config = { server: "https://dev:6443", credentials: staticToken("t") };
	const { values } = await describeConfig(config);
	expect(values).toContainEqual({ name: "proxyUrl", value: "http://proxy.example:3128", from: "the variable HTTPS_PROXY" });
	expect((await describeConfig({ ...config, proxyUrl: "http://mine" })).values).toContainEqual(
		expect.objectContaining({ name: "proxyUrl", value: "http://mine", from: "the configuration" }),
	);
	vi.stubEnv("HTTPS_PROXY", "ftp://me:s3cret@proxy.example");
	expect((await describeConfig(config)).problems).toEqual([expect.stringMatching(/^HTTPS_PROXY: a proxy's address begins with/)]);
	vi.stubEnv("HTTPS_PROXY", "http://proxy.example");
	vi.stubEnv("NO_PROXY", "dev");
	expect((await describeConfig(config)).values.map(({ name }) => name)).not.toContain("proxyUrl");
});

test("what options say is told from what files say", async () => {
	await write("");
	const { values } = await describeConfig({ kubeconfig: join(folder, "config"), context: "dev", namespace: "mine" });
	expect(values).toContainEqual({ name: "kubeconfig", value: join(folder, "config"), from: "the option kubeconfig" });
	expect(values).toContainEqual({ name: "context", value: "dev", from: "the option context" });
	expect(values).toContainEqual({ name: "namespace", value: "mine", from: "the option namespace" });
});

test.each([
	[
		`token: "${jwt({ sub: "system:serviceaccount:a:b", exp: 1000 })}"`,
		/the token of system:serviceaccount:a:b has expired at 1970-01-01T00:16:40Z/,
	],
	[
		`auth-provider: {name: oidc, config: {idp-issuer-url: "https://i", client-id: me, refresh-token: s3cret, id-token: "${jwt({ aud: "you" })}"}}`,
		/the id-token is for "you", not for the client-id "me"/,
	],
	[
		'auth-provider: {name: oidc, config: {idp-issuer-url: "https://i", client-id: me}}',
		/neither an id-token nor a refresh-token/,
	],
	["exec: {command: x}", /user "u": exec: apiVersion is missing/],
])("with a user of %s the problem is told", async (user, message) => {
	await write(user);
	const description = await describeConfig();
	expect(description.problems.at(-1)).toMatch(message);
	expect(String(description)).not.toContain("s3cret");
});

test("a client certificate is told by its name and its end, and a problem when that has passed", async () => {
	const [key, certificate] = [join(folder, "k.pem"), join(folder, "c.pem")];
	const make = (...args: string[]): Buffer => execFileSync("openssl", args, { stdio: ["ignore", "pipe", "ignore"] });
	make(
		"req",
		"-x509",
		"-newkey",
		"ec",
		"-pkeyopt",
		"ec_paramgen_curve:P-256",
		"-nodes",
		"-subj",
		"/O=o/CN=jane",
		"-days",
		"1",
		"-keyout",
		key,
		"-out",
		certificate,
	);
	await write("client-certificate: c.pem, client-key: k.pem");
	const { problems, values } = await describeConfig();
	expect(values.find(({ name }) => name === "credentials")?.value).toMatch(
		/^client certificate of jane, valid until 20..-..-..T..:..:..Z$/,
	);
	expect(problems).toHaveLength(1);
	vi.useFakeTimers({ now: Date.now() + 2 * 86_400_000, toFake: ["Date"] });
	onTestFinished(() => void vi.useRealTimers());
	expect((await describeConfig()).problems.at(-1)).toMatch(/the client certificate of jane has expired at 20/);
});

test("a plugin is named and does not run, and an unchecked server is a problem", async () => {
	await write(
		"exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-plugin, interactiveMode: Never}",
		", insecure-skip-tls-verify: true",
	);
	const { problems, values } = await describeConfig();
	expect(values.find(({ name }) => name === "credentials")?.value).toBe("exec plugin no-such-plugin");
	expect(problems.at(-1)).toMatch(/the server's certificate is not checked/);
});

test("a configuration is described whoever has made it", async () => {
	await write("token: s3cret");
	const config = { server: "https://x", credentials: staticToken("s3cret") };
	const description = await describeConfig(config);
	expect(description.values).toEqual([
		{ name: "server", value: "https://x", from: "the configuration" },
		{ name: "credentials", value: "headers", from: "the configuration" },
	]);
	expect(String(description)).not.toContain("s3cret");
});

test("where there is nothing, that is the problem", async () => {
	vi.stubEnv("KUBECONFIG", join(folder, "gone"));
	const { problems, values } = await describeConfig();
	expect(values).toEqual([]);
	expect(problems).toEqual([
		`${join(folder, "gone")} does not exist and is skipped`,
		expect.stringMatching(/no configuration was found/),
	]);
});
