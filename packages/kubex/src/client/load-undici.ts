import type { Client } from "undici";

/**
 * Loads undici's client. Its own module loads in a quarter of the time of the whole of undici, which is most of a cold
 * start; should a later undici 7 move it, the whole is loaded. Bun puts a shim without TLS options in the place of "undici",
 * but leaves both paths alone.
 */
export async function loadUndiciClient(): Promise<typeof Client> {
	try {
		return (await import("undici/lib/dispatcher/client.js")).default;
	} catch {
		return (await import("undici/index.js")).Client;
	}
}
