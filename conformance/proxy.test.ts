import { Api, type ClientOptions, type ClusterConfig, TransportError } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { expect, onTestFinished, vi } from "vitest";
import { httpProxy } from "../packages/kubex/test/support/http-proxy.ts";
import { socks5Proxy } from "../packages/kubex/test/support/socks5-proxy.ts";
import { check } from "./check.ts";
import { eventually } from "./eventually.ts";
import { openServer } from "./server.ts";
import { type Squid, type SquidOptions, squidVersion, startSquid } from "./squid.ts";

const server = await openServer();
const namespace = await server.namespace();
const direct = await server.target.clusterConfig();
const address = new URL(direct.server);
const port = Number(address.port === "" ? 443 : address.port);
const host = address.hostname.replace(/^\[|\]$/g, "");
// A name that the proxies know and nobody else.
const name = "api.kubex.invalid";
const named: ClusterConfig = {
	...direct,
	server: direct.server.replace(address.host, `${name}:${port}`),
	serverName: direct.serverName ?? host,
};

async function squid(options: SquidOptions = {}): Promise<Squid | undefined> {
	if (squidVersion === undefined) {
		console.warn("NOT RUN: through Squid, since there is none (Debian: apt-get install squid)");
		return undefined;
	}
	const started = await startSquid({ hosts: { [name]: host }, ...options });
	onTestFinished(() => started.close());
	return started;
}

/** What a program does: writes, reads, lists, deletes. */
async function work(options: ClientOptions): Promise<void> {
	await using client = await server.target.createClient(options);
	const configMaps = new Api(ConfigMap, { client, namespace });
	const data = { text: "x".repeat(100_000) };
	const { metadata } = await configMaps.create({ metadata: { generateName: "proxied-" }, data });
	expect((await configMaps.get(metadata.name)).data).toEqual(data);
	await Promise.all(Array.from({ length: 10 }, () => configMaps.list()));
	for (let call = 0; call < 20; call += 1) await configMaps.get(metadata.name);
	await configMaps.delete(metadata.name);
}

const config = { kubeconfig: undefined, retry: false } as const;

check("OP-03 a program works through Squid", async () => {
	const proxy = await squid();
	if (proxy === undefined) return;
	await work({ ...config, config: direct, proxy: `http://127.0.0.1:${proxy.port}`, pool: { connections: 2 } });
	await eventually(async () => (await proxy.tunnels()).length >= 1);
	const tunnels = await proxy.tunnels();
	expect(tunnels.length).toBeLessThanOrEqual(2);
	expect(new Set(tunnels)).toEqual(new Set([`- 200 CONNECT ${address.hostname}:${port}`]));
});

check("OP-03 a program works through a Squid that wants credentials, and knows nobody without them", async () => {
	const credentials = { username: "jane", password: "p@ss:w%rd" };
	const proxy = await squid({ credentials });
	if (proxy === undefined) return;
	const user = `${credentials.username}:${encodeURIComponent(credentials.password)}@`;
	const over = (prefix: string): ClientOptions => ({
		...config,
		config: { ...direct, proxyUrl: `http://${prefix}127.0.0.1:${proxy.port}` },
	});
	await work(over(user));
	for (const [prefix, advice] of [
		["", "its address has no credentials"],
		["jane:wrong-secret@", "it does not accept the credentials of its address"],
	] as const) {
		const refused = work(over(prefix));
		await expect(refused).rejects.toBeInstanceOf(TransportError);
		await expect(refused).rejects.toThrow(
			`the proxy http://127.0.0.1:${proxy.port} answered 407 Proxy Authentication Required; ${advice}`,
		);
		await expect(refused).rejects.not.toThrow(/wrong-secret/);
	}
	await eventually(async () => (await proxy.tunnels()).some((line) => line.startsWith("jane 200 ")));
});

check("OP-03 a Squid that allows other ports only is named with its answer", async () => {
	const proxy = await squid({ onlyPort: port === 1 ? 2 : 1 });
	if (proxy === undefined) return;
	const refused = work({ ...config, config: direct, proxy: `http://127.0.0.1:${proxy.port}` });
	await expect(refused).rejects.toThrow(`the proxy http://127.0.0.1:${proxy.port} answered 403 Forbidden`);
});

check("CL-31 CL-34 the environment's Squid resolves the server's name, and NO_PROXY goes past it", async () => {
	const proxy = await squid();
	if (proxy === undefined) return;
	onTestFinished(() => void vi.unstubAllEnvs());
	vi.stubEnv("HTTPS_PROXY", `http://127.0.0.1:${proxy.port}`);
	vi.stubEnv("NO_PROXY", "");
	vi.stubEnv("no_proxy", "");
	await work({ ...config, config: named });
	await eventually(async () => (await proxy.tunnels()).includes(`- 200 CONNECT ${name}:${port}`));
	const before = (await proxy.tunnels()).length;
	vi.stubEnv("NO_PROXY", `.kubex.invalid,${host}/${host.includes(":") ? 128 : 32}`);
	await expect(work({ ...config, config: named })).rejects.toThrow(/name cannot be resolved/);
	await work({ ...config, config: direct });
	expect((await proxy.tunnels()).length).toBe(before);
});

check("OP-03 a program works through SOCKS5, with a name that only the proxy knows", async () => {
	const proxy = await socks5Proxy({ credentials: "jane:secret", route: { host, port } });
	await work({ ...config, config: { ...named, proxyUrl: `socks5://jane:secret@127.0.0.1:${proxy.port}` } });
	expect(new Set(proxy.targets)).toEqual(new Set([`name ${name} ${port}`]));
});

check("G6 a program works over HTTP/2 where the server speaks it, in one tunnel", async () => {
	const proxy = await httpProxy({ route: { host, port } });
	await work({ ...config, config: named, http2: true, proxy: `http://127.0.0.1:${proxy.port}`, pool: { connections: 1 } });
	expect(proxy.targets).toEqual([`${name}:${port}`]);
});
