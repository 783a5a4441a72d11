import { readFile } from "node:fs/promises";
import { ConfigurationError } from "../core/errors/configuration-error.ts";
import { bearer, type Credentials } from "./credentials.ts";

// The kubelet rotates a token long before it expires; client-go re-reads the file once a minute too.
const lifetime = 60_000;

/** The token of a file that somebody else rotates; read again after a minute, by one reader for many callers. */
export function tokenFile(path: string, now: () => number = Date.now): Credentials {
	let current: { readonly headers: Readonly<Record<string, string>>; readonly until: number } | undefined;
	let reading: Promise<Readonly<Record<string, string>>> | undefined;

	async function read(): Promise<Readonly<Record<string, string>>> {
		try {
			const token = (await readFile(path, "utf8")).trim();
			if (token === "") throw new ConfigurationError(`token file ${path} is empty`);
			current = { headers: bearer(token), until: now() + lifetime };
			return current.headers;
		} catch (error) {
			if (error instanceof ConfigurationError) throw error;
			throw new ConfigurationError(`token file ${path} cannot be read`, { cause: error });
		} finally {
			reading = undefined;
		}
	}

	return {
		headers() {
			if (current !== undefined && now() < current.until) return current.headers;
			reading ??= read();
			return reading;
		},
	};
}
