import { ConfigurationError } from "../../core/errors/configuration-error.ts";
import { hideSecrets } from "../hide-secrets.ts";

/** A proxy, and how to prove to it who is asking. */
export interface ProxyServer {
	readonly protocol: "http" | "https" | "socks5";
	/** Without the brackets of an IPv6 address. */
	readonly host: string;
	readonly port: number;
	/** For messages, such as `http://proxy.example:3128`: without credentials. */
	readonly name: string;
	readonly username?: string | undefined;
	readonly password?: string | undefined;
}

const protocols: Readonly<Record<string, { readonly protocol: ProxyServer["protocol"]; readonly port: number }>> = {
	"http:": { protocol: "http", port: 80 },
	"https:": { protocol: "https", port: 443 },
	// With either, names are resolved by the proxy, as Go does.
	"socks5:": { protocol: "socks5", port: 1080 },
	"socks5h:": { protocol: "socks5", port: 1080 },
};

/**
 * Reads a proxy's address, such as `http://user:password@proxy.example:3128`.
 *
 * @param where - Where the address was given, for the message; the address itself may hold a password.
 * @throws ConfigurationError for what is no such address.
 */
export function parseProxyServer(text: string, where: string): ProxyServer {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const known = protocols[url?.protocol ?? ""];
	if (url === undefined || known === undefined || url.hostname === "") {
		throw new ConfigurationError(`${where}: a proxy's address begins with http://, https:// or socks5:// and names a host`);
	}
	const port = url.port === "" ? known.port : Number(url.port);
	const name = `${url.protocol}//${url.hostname}:${port}`;
	const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
	const server = { protocol: known.protocol, host, port, name };
	if (url.username === "" && url.password === "") return server;
	return hideSecrets({ ...server, username: decoded(url.username), password: decoded(url.password) }, name);
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		// A percent sign that somebody did not escape stands for itself.
		return text;
	}
}
