import type { ProviderFetch } from "../config/provider-fetch.ts";
import { environmentProxy } from "../config/proxy/environment-proxy.ts";
import { ConfigurationError } from "../core/errors/configuration-error.ts";

// Tokens and discovery documents come in no time, or not at all.
const timeout = 30_000;

/**
 * Asks an identity provider over a connection of its own: it is seldom asked, and is not the API server. Of proxies the
 * environment's counts, as for kubectl.
 */
export const fetchProvider: ProviderFetch = async (url, { method, headers, body, certificateAuthority, signal }) => {
	const server = new URL(url);
	if (server.protocol !== "https:" && server.protocol !== "http:") {
		throw new ConfigurationError(`the address of an identity provider must begin with https://: ${JSON.stringify(url)}`);
	}
	const { UndiciTransport } = await import("./undici-transport.ts");
	const proxy = environmentProxy(server, process.env)?.server;
	const transport = new UndiciTransport({
		server,
		certificateAuthority,
		proxy,
		connectTimeout: timeout,
		pool: { connections: 1 },
	});
	try {
		const path = server.pathname + server.search;
		const answer = await transport.send({ method, path, headers, body, signal, timeout });
		return { status: answer.status, text: new TextDecoder().decode(answer.bytes) };
	} finally {
		await transport.close();
	}
};
