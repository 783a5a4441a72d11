import { ConfigurationError } from "../core/errors/configuration-error.ts";
import type { ClusterConfig } from "./cluster-config.ts";
import { defaultConfig } from "./default-config.ts";
import { isInCluster } from "./in-cluster-config.ts";
import type { ContextOptions, Kubeconfig } from "./kubeconfig.ts";
import { findKubeconfig, kubeconfigPaths, loadKubeconfig } from "./load-kubeconfig.ts";
import { type Origin, originsOf } from "./origins.ts";
import { environmentProxy } from "./proxy/environment-proxy.ts";
import { withoutPassword } from "./without-password.ts";

/** What is described: what `createClient` would be given. */
export interface DescribeOptions extends ContextOptions {
	/** A kubeconfig, or the path of one. Default: what kubectl would use, else that of the Pod the process runs in. */
	readonly kubeconfig?: Kubeconfig | string | undefined;
}

/** What a configuration comes down to. It holds no secrets. */
export interface ConfigDescription {
	/** Each thing that is used, and where it is said. */
	readonly values: readonly Origin[];
	/** What is wrong, or will be: an error that keeps the configuration from being used, a certificate that has expired. */
	readonly problems: readonly string[];
	/** A table for people. */
	toString(): string;
}

/**
 * Says what would be used to reach a cluster and where each value comes from, without secrets. Nothing is sent and no plugin
 * runs. A configuration that cannot be used is described as far as it goes.
 *
 * @param subject - A configuration, or what `createClient` would be given. Default: what kubectl would use.
 *
 * @example
 * ```ts
 * const description = await describeConfig({ context: "dev" });
 * description.values.find(({ name }) => name === "namespace"); // => { name: "namespace", value: "default", from: "default" }
 * console.log(String(description));
 * ```
 */
export async function describeConfig(subject: ClusterConfig | DescribeOptions = {}): Promise<ConfigDescription> {
	if ("credentials" in subject)
		return description([...(originsOf(subject) ?? given(subject)), ...environmentOrigins(subject)], []);
	const found = await sourceOf(subject);
	try {
		const config = await configOf(subject);
		return description([...found.values, ...(originsOf(config) ?? []), ...environmentOrigins(config)], found.problems);
	} catch (error) {
		if (!(error instanceof ConfigurationError)) throw error;
		return description(found.values, [...found.problems, error.message]);
	}
}

async function configOf({ kubeconfig, ...options }: DescribeOptions): Promise<ClusterConfig> {
	if (kubeconfig === undefined) return await defaultConfig(options);
	return await (typeof kubeconfig === "string" ? await loadKubeconfig({ path: kubeconfig }) : kubeconfig).clusterConfig(options);
}

/** Where the configuration is looked for. */
async function sourceOf({ kubeconfig }: DescribeOptions): Promise<{ values: readonly Origin[]; problems: readonly string[] }> {
	if (typeof kubeconfig === "string") return { values: files([kubeconfig], "the option kubeconfig"), problems: [] };
	if (kubeconfig !== undefined) return { values: files(kubeconfig.sources, "the option kubeconfig"), problems: [] };
	const { paths, from } = kubeconfigPaths();
	let sources: readonly string[] = [];
	try {
		sources = (await findKubeconfig())?.sources ?? [];
	} catch {
		// Whoever uses it says what is wrong.
		sources = paths;
	}
	const missing = paths.filter((path) => !sources.includes(path)).map((path) => `${path} does not exist and is skipped`);
	if (sources.length > 0) return { values: files(sources, from), problems: missing };
	return isInCluster()
		? { values: [{ name: "source", value: "the Pod's service account", from: "the environment" }], problems: [] }
		: { values: [], problems: missing };
}

function files(value: readonly string[], from: string): readonly Origin[] {
	return [{ name: "kubeconfig", value: value.join(", "), from }];
}

/** A configuration that a program has put together itself. */
function given(config: ClusterConfig): readonly Origin[] {
	const { certificateAuthority, credentials, impersonate, namespace, proxyUrl, server } = config;
	const ways = [
		credentials.headers !== undefined && "headers",
		credentials.clientCertificate !== undefined && "client certificate",
	].filter((way) => way !== false);
	const values: readonly (readonly [name: string, value: string | undefined])[] = [
		["server", withoutPassword(server)],
		["certificateAuthority", certificateAuthority === undefined ? undefined : "certificates"],
		["serverName", config.serverName],
		["insecureSkipTlsVerify", config.insecureSkipTlsVerify === true ? "true" : undefined],
		["proxyUrl", proxyUrl && withoutPassword(proxyUrl)],
		["impersonate", impersonate?.user],
		["credentials", ways.length === 0 ? "none" : ways.join(" and ")],
		["namespace", namespace],
	];
	return values.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value, from: "the configuration" }]));
}

/** The proxy that the environment names, where the configuration names none. */
function environmentOrigins({ proxyUrl, server }: ClusterConfig): readonly Origin[] {
	if (proxyUrl !== undefined || !URL.canParse(server)) return [];
	try {
		const proxy = environmentProxy(new URL(server), process.env);
		return proxy === undefined ? [] : [{ name: "proxyUrl", value: proxy.server.name, from: `the variable ${proxy.from}` }];
	} catch (error) {
		if (!(error instanceof ConfigurationError)) throw error;
		return [{ name: "proxyUrl", value: "none", from: "the environment", problem: error.message }];
	}
}

function description(values: readonly Origin[], problems: readonly string[]): ConfigDescription {
	const all = [...problems, ...values.map(({ problem }) => problem).filter((problem) => problem !== undefined)];
	return {
		values: values.map(({ name, value, from }) => ({ name, value, from })),
		problems: all,
		toString: () => table(values, all),
	};
}

function table(values: readonly Origin[], problems: readonly string[]): string {
	const width = (member: "name" | "value"): number => Math.max(0, ...values.map((origin) => origin[member].length));
	const [names, texts] = [width("name"), width("value")];
	return [
		...values.map(({ name, value, from }) => `${name.padEnd(names)}  ${value.padEnd(texts)}  ${from}`),
		...problems.map((problem) => `problem: ${problem}`),
	].join("\n");
}
