import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ConfigurationError, Kubeconfig, loadKubeconfig } from "kubex";
import { expect, onTestFinished, test, vi } from "vitest";
import { rejection } from "../support/rejection.ts";

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const pem = (label: string): string => `-----BEGIN ${label}-----\nAA==\n-----END ${label}-----\n`;

const sample = `
apiVersion: v1
kind: Config
current-context: dev
clusters:
- name: dev
  cluster: {server: "https://dev:6443", certificate-authority-data: ${base64(pem("CERTIFICATE"))}, tls-server-name: kubernetes}
- name: broken
  cluster: {certificate-authority: /no/such/file}
contexts:
- name: dev
  context: {cluster: dev, user: dev, namespace: team-a}
- name: nobody
  context: {cluster: dev}
- name: dangling
  context: {cluster: nowhere, user: dev}
- name: without-user
  context: {cluster: dev, user: stranger}
- name: without-server
  context: {cluster: broken}
- name: with-exec
  context: {cluster: dev, user: exec}
users:
- name: dev
  user: {token: s3cret}
- name: exec
  user: {exec: {command: aws}}
unknown: {kept: true}
`;

async function folder(): Promise<string> {
	const path = await mkdtemp(join(tmpdir(), "kubex-test-"));
	onTestFinished(() => rm(path, { recursive: true }));
	return path;
}

test("CF-05 the current context comes down to server, CA, credentials and namespace", async () => {
	const config = await (await Kubeconfig.parse(sample)).clusterConfig();
	expect(config).toMatchObject({
		server: "https://dev:6443",
		certificateAuthority: pem("CERTIFICATE"),
		serverName: "kubernetes",
		namespace: "team-a",
	});
	expect(config.credentials.headers?.()).toEqual({ authorization: "Bearer s3cret" });
});

test("CF-05 another context can be chosen; one without a user is anonymous", async () => {
	const { credentials, namespace } = await (await Kubeconfig.parse(sample)).clusterConfig({ context: "nobody" });
	expect(namespace).toBeUndefined();
	expect(credentials.headers?.()).toBeUndefined();
});

test.each([
	["missing", /there is no context "missing" \(there are: dev, nobody, /],
	["dangling", /kc: context "dangling": there is no cluster "nowhere" \(there are: dev, broken\)/],
	["without-user", /kc: context "without-user": there is no user "stranger"/],
	["without-server", /kc: cluster "broken": server is missing/],
	["with-exec", /kc: user "exec": exec: apiVersion is missing/],
])("BUG-11 only what is used must be right; for %s the error names file, entry and field", async (context, message) => {
	const error = await rejection((await Kubeconfig.parse(sample, { source: "kc" })).clusterConfig({ context }));
	expect(error).toBeInstanceOf(ConfigurationError);
	expect(String(error)).toMatch(message);
});

test.each([
	["", /no context was chosen/],
	["current-context: x", /there is no context "x" \(there are no contexts\)/],
])("a kubeconfig of %j has no context to use", async (text, message) => {
	expect(String(await rejection((await Kubeconfig.parse(text)).clusterConfig()))).toMatch(message);
});

test.each([
	["- a list", /kc: a kubeconfig must be a mapping/],
	["clusters: {a: b}", /kc: clusters must be a list/],
	["a: [1", /^ConfigurationError: kc:\d+: /],
])("%j is no kubeconfig", async (text, message) => {
	expect(String(await rejection(Kubeconfig.parse(text, { source: "kc" })))).toMatch(message);
});

test("a mistake in the YAML is reported by its line, without the secrets around it", async () => {
	const error = await rejection(Kubeconfig.parse("users:\n- name: a\n  user:\n    token: hunter2\n   bad: [", { source: "kc" }));
	expect(String(error)).toMatch(/kc:\d+/);
	expect(`${String(error)} ${JSON.stringify(error)} ${String((error as Error).cause)}`).not.toContain("hunter2");
});

test("BUG-10 data beats a file, and empty data is absent", async () => {
	const path = await folder();
	await writeFile(join(path, "ca.pem"), pem("FROM FILE"));
	const text = (data: string): string =>
		`{current-context: a, contexts: [{name: a, context: {cluster: a}}], clusters: [{name: a, cluster: {server: "https://a", certificate-authority: ca.pem, certificate-authority-data: "${data}"}}]}`;
	const parse = async (data: string): Promise<string | undefined> => {
		const kubeconfig = await Kubeconfig.parse(text(data), { source: join(path, "config") });
		const { certificateAuthority } = await kubeconfig.clusterConfig();
		return typeof certificateAuthority === "function" ? await certificateAuthority() : certificateAuthority;
	};
	expect(await parse(base64(pem("FROM DATA")))).toBe(pem("FROM DATA"));
	expect(await parse("")).toBe(pem("FROM FILE"));
});

test("data that is no PEM, and a file that is missing, are named", async () => {
	const text = (cluster: string): string =>
		`{current-context: a, contexts: [{name: a, context: {cluster: a}}], clusters: [{name: a, cluster: {server: "https://a", ${cluster}}}]}`;
	expect(String(await rejection((await Kubeconfig.parse(text("certificate-authority-data: bm9wZQ=="))).clusterConfig()))).toMatch(
		/cluster "a": certificate-authority-data is not PEM/,
	);
	expect(String(await rejection((await Kubeconfig.parse(text("certificate-authority: gone.pem"))).clusterConfig()))).toMatch(
		/certificate-authority cannot be read: gone.pem/,
	);
});

test("a certificate without its key is named", async () => {
	const text = `{current-context: a, contexts: [{name: a, context: {cluster: a, user: a}}], clusters: [{name: a, cluster: {server: "https://a"}}], users: [{name: a, user: {client-certificate-data: ${base64(pem("CERTIFICATE"))}}}]}`;
	expect(String(await rejection((await Kubeconfig.parse(text)).clusterConfig()))).toMatch(/user "a": client-key is missing/);
});

test("KUBECONFIG lists are merged: the first of a name wins, missing files are skipped", async () => {
	const path = await folder();
	await writeFile(
		join(path, "one"),
		"{contexts: [{name: shared, context: {cluster: one}}], clusters: [{name: one, cluster: {server: https://one}}]}",
	);
	await writeFile(
		join(path, "two"),
		"{current-context: shared, contexts: [{name: shared, context: {cluster: two}}, {name: own, context: {cluster: two}}], clusters: [{name: two, cluster: {server: https://two}}]}",
	);
	vi.stubEnv("KUBECONFIG", [join(path, "gone"), join(path, "one"), "", join(path, "two")].join(delimiter));
	onTestFinished(() => void vi.unstubAllEnvs());
	const kubeconfig = await loadKubeconfig();
	expect(kubeconfig.currentContext).toBe("shared");
	expect(new Set(kubeconfig.contexts)).toEqual(new Set(["shared", "own"]));
	expect((await kubeconfig.clusterConfig()).server).toBe("https://one");
	expect((await kubeconfig.clusterConfig({ context: "own" })).server).toBe("https://two");
});

test("a file that is named must exist", async () => {
	expect(String(await rejection(loadKubeconfig({ path: "/no/such/kubeconfig" })))).toMatch(
		/\/no\/such\/kubeconfig: there is no such kubeconfig/,
	);
});
