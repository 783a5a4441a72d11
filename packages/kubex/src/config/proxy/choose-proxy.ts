import { type ChosenProxy, type Environment, environmentProxy } from "./environment-proxy.ts";
import { parseProxyServer } from "./proxy-server.ts";

/** What may name a proxy. */
export interface ProxySources {
	/** The client's option; `false` for no proxy, whatever else is said. */
	readonly option?: string | false | undefined;
	/** The `proxy-url` of the kubeconfig's cluster. */
	readonly proxyUrl?: string | undefined;
	readonly environment: Environment;
}

/**
 * The proxy through which a server is reached: the option's, else the kubeconfig's, else the environment's. NO_PROXY is a word of
 * the environment, so it holds for the environment's proxy only; kubectl does the same.
 *
 * @throws ConfigurationError for an address that is none, naming where it stands.
 */
export function chooseProxy(server: URL, { option, proxyUrl, environment }: ProxySources): ChosenProxy | undefined {
	if (option === false) return undefined;
	if (option !== undefined) return { server: parseProxyServer(option, "proxy"), from: "proxy" };
	if (proxyUrl !== undefined) return { server: parseProxyServer(proxyUrl, "proxy-url"), from: "proxy-url" };
	return environmentProxy(server, environment);
}
