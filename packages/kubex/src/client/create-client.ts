import type { ClusterConfig } from "../config/cluster-config.ts";
import { anonymous, type Credentials } from "../config/credentials.ts";
import { defaultConfig } from "../config/default-config.ts";
import type { Kubeconfig } from "../config/kubeconfig.ts";
import { loadKubeconfig } from "../config/load-kubeconfig.ts";
import type { CallTimeout } from "../core/call-timeout.ts";
import { ConfigurationError } from "../core/errors/configuration-error.ts";
import type { Impersonation } from "../core/impersonation.ts";
import { checkRetryOptions, type RetryOptions } from "../core/retry-policy.ts";
import type { RateLimit } from "../core/token-bucket.ts";
import { version } from "../version.ts";
import type { ApiWarning } from "./api-warning.ts";
import { AuthenticatingTransport } from "./authenticating-transport.ts";
import { Client } from "./client.ts";
import { emitOnce } from "./default-warning.ts";
import { LimitingTransport } from "./limiting-transport.ts";
import { ObservingTransport } from "./observing-transport.ts";
import type { PoolOptions } from "./pool-options.ts";
import type { RequestHook } from "./request-hook.ts";
import { RetryingTransport } from "./retrying-transport.ts";
import type { TlsOptions } from "./tls-options.ts";
import type { Transport } from "./transport.ts";

/** How a client connects and behaves. */
export interface ClientOptions {
	/** The context of the kubeconfig. Default: its current context. */
	readonly context?: string | undefined;
	/** A kubeconfig, or the path of one. Default: what kubectl would use, else that of the Pod the process runs in. */
	readonly kubeconfig?: Kubeconfig | string | undefined;
	/** A configuration that is ready for use, in the place of a kubeconfig. */
	readonly config?: ClusterConfig | undefined;
	/** The namespace of calls that name none. Default: the context's, else `default`. */
	readonly namespace?: string | undefined;
	/** Milliseconds that a call may take, or limits of its phases; `false` for no limit. Default: 60,000. */
	readonly timeout?: CallTimeout | undefined;
	/** When a call is tried again; `false` for never. Default: five tries, as `RetryOptions` says. */
	readonly retry?: RetryOptions | false | undefined;
	/** How many requests are sent. Default: no limit of the client's own, since the server has one. */
	readonly rateLimit?: RateLimit | undefined;
	/** Whom calls act as that name nobody else. Default: the kubeconfig's, else nobody else. */
	readonly impersonate?: Impersonation | undefined;
	/** See each try of each request. */
	readonly hooks?: readonly RequestHook[] | undefined;
	/**
	 * The proxy to go through: `http://`, `https://` or `socks5://`, with a user and a password in front of the host where it
	 * wants them; `false` for none. Default: the kubeconfig's `proxy-url`, else what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say.
	 */
	readonly proxy?: string | false | undefined;
	/** What is asked of TLS. */
	readonly tls?: TlsOptions | undefined;
	/**
	 * Carries all calls over one HTTP/2 connection where the server speaks it over TLS. Default: false, since HTTP/1.1 over a few
	 * connections is faster; true where connections are scarce, or must be seen to be alive.
	 */
	readonly http2?: boolean | undefined;
	/** How connections are kept. */
	readonly pool?: PoolOptions | undefined;
	/** Whether large answers may come compressed. Default: true, unless the server is on a loopback address. */
	readonly compression?: boolean | undefined;
	/** What the client calls itself; up to its first `/` it is the default field manager. Default: `kubex/<version>`. */
	readonly userAgent?: string | undefined;
	/** Called for each warning of the server; `false` for none. Default: `process.emitWarning`, each text once. */
	readonly onWarning?: false | ((warning: ApiWarning) => void) | undefined;
	/**
	 * Carries the requests in the place of connections of kubex's own, in which case no configuration is looked for; or a
	 * function that wraps kubex's own transport, to observe or change what goes over the wire.
	 */
	readonly transport?: Transport | ((inner: Transport) => Transport) | undefined;
}

/**
 * Makes a client. Nothing is sent yet: the first call opens the first connection.
 *
 * @throws ConfigurationError when there is no configuration, or when it cannot be used; the message names file, entry and field.
 *
 * @example
 * ```ts
 * await using client = await createClient({ context: "dev" });
 * const pods = new Api(Pod, { client, namespace: "default" });
 * ```
 */
export async function createClient(options: ClientOptions = {}): Promise<Client> {
	const config = await configOf(options);
	const server = serverOf(config?.server ?? "http://in-memory", config === undefined || !hasTls(config) ? "http" : "https");
	const { transport } = options;
	const connections = async (): Promise<Transport> => {
		// Node's TLS alone is half of what importing kubex would cost, and not every program that imports it connects.
		const { connect } = await import("./connect.ts");
		return connect(server, config ?? {}, options);
	};
	const wire =
		typeof transport === "object" ? transport : transport === undefined ? await connections() : transport(await connections());
	return new Client({
		transport: pipeline(wire, options, config?.credentials ?? anonymous),
		pathPrefix: server.pathname.replace(/\/+$/, ""),
		namespace: options.namespace ?? config?.namespace ?? "default",
		timeout: typeof options.timeout === "object" ? { total: 60_000, ...options.timeout } : (options.timeout ?? 60_000),
		impersonate: options.impersonate ?? config?.impersonate,
		userAgent: options.userAgent ?? `kubex/${version}`,
		compression: options.compression ?? (config?.disableCompression !== true && !isLoopback(server.hostname)),
		onWarning: options.onWarning ?? emitOnce(),
	});
}

/** From the outside in: repeat, hold back, observe, authenticate, send. */
function pipeline(wire: Transport, options: ClientOptions, credentials: Credentials): Transport {
	const { hooks = [], rateLimit, retry = {} } = options;
	// A certificate that never changes is all the connections' affair.
	const isFixed = ["headers", "invalidate", "close"].every((member) => credentials[member as keyof Credentials] === undefined);
	const authenticated = isFixed ? wire : new AuthenticatingTransport(wire, credentials);
	const observed = new ObservingTransport(authenticated, hooks);
	const limited = rateLimit === undefined ? observed : new LimitingTransport(observed, rateLimit);
	return new RetryingTransport(limited, retry === false ? false : checkRetryOptions(retry));
}

async function configOf(options: ClientOptions): Promise<ClusterConfig | undefined> {
	const { config, context, kubeconfig, transport } = options;
	if (config !== undefined) {
		if (kubeconfig !== undefined || context !== undefined) {
			throw new ConfigurationError("config stands for a whole configuration: kubeconfig and context cannot be given beside it");
		}
		return config;
	}
	if (kubeconfig !== undefined) {
		const loaded = typeof kubeconfig === "string" ? await loadKubeconfig({ path: kubeconfig }) : kubeconfig;
		return await loaded.clusterConfig({ context });
	}
	// A transport of the user's own knows where it sends.
	return typeof transport === "object" ? undefined : await defaultConfig({ context });
}

/** An address without a scheme means TLS when there is anything to do TLS with, as for kubectl. */
function hasTls({ certificateAuthority, credentials, insecureSkipTlsVerify }: ClusterConfig): boolean {
	return certificateAuthority !== undefined || credentials.clientCertificate !== undefined || insecureSkipTlsVerify === true;
}

function serverOf(server: string, scheme: "http" | "https"): URL {
	const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(server) ? server : `${scheme}://${server}`;
	// An address may carry a password in front of the host.
	const shown = JSON.stringify(server.replace(/\/\/[^/@]*@/, "//"));
	if (!URL.canParse(text)) throw new ConfigurationError(`the server's address is no URL: ${shown}`);
	const url = new URL(text);
	if (url.protocol !== "https:" && url.protocol !== "http:") {
		throw new ConfigurationError(`the server's address must begin with https:// or http://: ${shown}`);
	}
	return url;
}

function isLoopback(hostname: string): boolean {
	return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
