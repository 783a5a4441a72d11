import type { ClusterConfig } from "../config/cluster-config.ts";
import { chooseProxy } from "../config/proxy/choose-proxy.ts";
import { fetchProvider } from "./fetch-provider.ts";
import { warnOfInsecureTls } from "./insecure-tls-warning.ts";
import type { PoolOptions } from "./pool-options.ts";
import type { TlsOptions } from "./tls-options.ts";
import type { Transport } from "./transport.ts";
import { UndiciTransport } from "./undici-transport.ts";

/** What a user may choose of the connections to a server. */
export interface ConnectOptions {
	readonly proxy?: string | false | undefined;
	readonly tls?: TlsOptions | undefined;
	readonly http2?: boolean | undefined;
	readonly pool?: PoolOptions | undefined;
}

// The operating system may try for minutes to reach a host that does not answer.
const connectTimeout = 10_000;

/**
 * Prepares the connections to a server; the first call opens the first one.
 *
 * @throws ConfigurationError when the certificates, the key or the proxy's address cannot be used.
 */
export function connect(server: URL, config: Partial<ClusterConfig>, options: ConnectOptions): Transport {
	const insecureSkipTlsVerify = config.insecureSkipTlsVerify === true && server.protocol === "https:";
	if (insecureSkipTlsVerify) warnOfInsecureTls(server, config.certificateAuthority);
	const sources = { option: options.proxy, proxyUrl: config.proxyUrl, environment: process.env };
	return new UndiciTransport({
		server,
		certificateAuthority: config.certificateAuthority,
		credentials: config.credentials,
		serverName: config.serverName,
		insecureSkipTlsVerify,
		minVersion: options.tls?.minVersion,
		http2: options.http2,
		proxy: chooseProxy(server, sources)?.server,
		fetch: fetchProvider,
		connectTimeout,
		pool: options.pool ?? {},
	});
}
