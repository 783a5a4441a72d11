import { ConfigurationError } from "../../core/errors/configuration-error.ts";
import { addressBytes, isInRange } from "./ip-address.ts";
import { isInNoProxy } from "./no-proxy.ts";
import { type ProxyServer, parseProxyServer } from "./proxy-server.ts";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy, and what named it. */
export interface ChosenProxy {
	readonly server: ProxyServer;
	/** Such as `HTTPS_PROXY`. */
	readonly from: string;
}

/**
 * The proxy that the environment names for a server, by the rules of Go and so of kubectl: HTTPS_PROXY for `https://`,
 * HTTP_PROXY for `http://`; a name in upper case before the one in lower case; an empty value is none. The machine itself is
 * never reached through it, nor is what NO_PROXY names. ALL_PROXY and netrc are not read.
 *
 * @throws ConfigurationError for a value that is no proxy's address, and for HTTP_PROXY in a CGI program, whose caller can set
 * it with a header called `Proxy`.
 */
export function environmentProxy(server: URL, environment: Environment): ChosenProxy | undefined {
	const secure = server.protocol === "https:";
	const [from, text] = variable(environment, secure ? "HTTPS_PROXY" : "HTTP_PROXY") ?? [];
	if (from === undefined || text === undefined) return undefined;
	const host = server.hostname.replace(/^\[(.*)\]$/, "$1");
	if (!secure && (environment["REQUEST_METHOD"] ?? "") !== "") {
		throw new ConfigurationError(
			`${from} is refused since REQUEST_METHOD is set: in a CGI program a caller can choose it; give createClient the option proxy`,
		);
	}
	if (isLocal(host)) return undefined;
	const [, noProxy] = variable(environment, "NO_PROXY") ?? ["", ""];
	const port = server.port === "" ? (secure ? 443 : 80) : Number(server.port);
	if (isInNoProxy(noProxy, host, port)) return undefined;
	return { server: parseProxyServer(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`, from), from };
}

function isLocal(host: string): boolean {
	const address = addressBytes(host);
	if (address === undefined) return host === "localhost";
	return isInRange(address, [127, 0, 0, 0], 8) || address.join("") === "0000000000000001";
}

function variable(environment: Environment, name: string): readonly [string, string] | undefined {
	for (const spelling of [name, name.toLowerCase()]) {
		const value = environment[spelling] ?? "";
		if (value !== "") return [spelling, value];
	}
	return undefined;
}
