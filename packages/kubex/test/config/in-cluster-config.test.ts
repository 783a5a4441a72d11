import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClusterConfig, ConfigurationError, createClient, inClusterConfig } from "kubex";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { rejection } from "../support/rejection.ts";

const trust = ({ certificateAuthority }: ClusterConfig): string | Promise<string> | undefined =>
	typeof certificateAuthority === "function" ? certificateAuthority() : certificateAuthority;

beforeEach(() => {
	onTestFinished(() => void vi.unstubAllEnvs());
	vi.stubEnv("KUBERNETES_SERVICE_HOST", "");
	vi.stubEnv("KUBERNETES_SERVICE_PORT", "");
	vi.stubEnv("KUBECONFIG", "/no/such/kubeconfig");
});

async function serviceAccount(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "kubex-test-"));
	onTestFinished(() => rm(folder, { recursive: true }));
	await writeFile(join(folder, "token"), "s3cret");
	await writeFile(join(folder, "ca.crt"), "PEM");
	await writeFile(join(folder, "namespace"), "team-a\n");
	return folder;
}

test("CF-08 a Pod's files and environment become a configuration", async () => {
	vi.stubEnv("KUBERNETES_SERVICE_HOST", "10.96.0.1");
	vi.stubEnv("KUBERNETES_SERVICE_PORT", "443");
	const config = await inClusterConfig({ folder: await serviceAccount() });
	expect(config).toMatchObject({ server: "https://10.96.0.1:443", namespace: "team-a" });
	expect(await trust(config)).toBe("PEM");
	expect(await config.credentials.headers?.()).toEqual({ authorization: "Bearer s3cret" });
});

test("BUG-35 an IPv6 address is put into brackets", async () => {
	vi.stubEnv("KUBERNETES_SERVICE_HOST", "fd00::1");
	vi.stubEnv("KUBERNETES_SERVICE_PORT", "443");
	expect((await inClusterConfig({ folder: await serviceAccount() })).server).toBe("https://[fd00::1]:443");
});

test("BUG-35 outside of a cluster the error says so", async () => {
	const error = await rejection(inClusterConfig());
	expect(error).toBeInstanceOf(ConfigurationError);
	expect(String(error)).toMatch(/not in a cluster: KUBERNETES_SERVICE_HOST/);
});

test("one variable that is missing is named", async () => {
	vi.stubEnv("KUBERNETES_SERVICE_HOST", "10.96.0.1");
	expect(String(await rejection(inClusterConfig()))).toMatch(/not in a cluster: KUBERNETES_SERVICE_PORT is not set/);
});

test("BUG-35 without the namespace's file there is no namespace", async () => {
	vi.stubEnv("KUBERNETES_SERVICE_HOST", "10.96.0.1");
	vi.stubEnv("KUBERNETES_SERVICE_PORT", "443");
	const folder = await serviceAccount();
	await rm(join(folder, "namespace"));
	expect((await inClusterConfig({ folder })).namespace).toBeUndefined();
});

test.each(["token", "ca.crt"])("the file %s is named when it is missing", async (name) => {
	vi.stubEnv("KUBERNETES_SERVICE_HOST", "10.96.0.1");
	vi.stubEnv("KUBERNETES_SERVICE_PORT", "443");
	const folder = await serviceAccount();
	await rm(join(folder, name));
	expect(String(await rejection(inClusterConfig({ folder })))).toContain(join(folder, name));
});

test("CF-01 with neither kubeconfig nor cluster there is nothing to connect to", async () => {
	expect(String(await rejection(createClient()))).toMatch(/neither KUBECONFIG nor ~\/\.kube\/config names a file/);
});

test.each([
	["not a url at all", /is no URL/],
	["ftp://server", /must begin with https/],
	["https://user:hunter2@bad host", /is no URL: "https:\/\/bad host"/],
])("the address %j is refused without showing a password", async (server, message) => {
	const error = await rejection(createClient({ config: { server, credentials: {} } }));
	expect(error).toBeInstanceOf(ConfigurationError);
	expect(String(error)).toMatch(message);
	expect(String(error)).not.toContain("hunter2");
});

test("a configuration and a kubeconfig together are refused", async () => {
	expect(await rejection(createClient({ config: { server: "https://a", credentials: {} }, context: "b" }))).toBeInstanceOf(
		ConfigurationError,
	);
});

test("certificates that are no PEM are refused when the client is made", async () => {
	const certificate = { certificate: "nonsense", key: "hunter2" };
	const error = await rejection(
		createClient({ config: { server: "https://a", credentials: { clientCertificate: () => certificate } } }),
	);
	expect(error).toBeInstanceOf(ConfigurationError);
	expect(String(error)).toMatch(/certificates or the key for a cannot be used/);
	expect(String(error)).not.toContain("hunter2");
});
