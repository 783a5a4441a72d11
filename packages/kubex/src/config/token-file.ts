import { readFile } from "node:fs/promises";
import { ConfigurationError } from "../core/errors/configuration-error.ts";
import { bearer, type Credentials } from "./credentials.ts";
import { holdOf, IssuedCredentials } from "./issued-credentials.ts";

// The kubelet rotates a token long before it expires; client-go re-reads the file once a minute too.
const lifetime = 60_000;

/**
 * The token of a file that somebody else rotates; read again after a minute, by one reader for many callers. While the file
 * cannot be read, the last token stays in use until the server refuses it.
 */
export function tokenFile(path: string, now: () => number = Date.now): Credentials {
	const shared = new IssuedCredentials(async ({ previous }) => {
		try {
			const headers = bearer(await readToken(path));
			// The same headers stay the same object, by which a refusal is told from one of an older token.
			const same = previous?.headers["authorization"] === headers["authorization"] ? previous?.headers : undefined;
			return { headers: same ?? headers, refreshAt: now() + lifetime };
		} catch (error) {
			if (previous === undefined) throw error;
			return { ...previous, refreshAt: now() + lifetime };
		}
	}, now);
	return holdOf(shared, "headers");
}

async function readToken(path: string): Promise<string> {
	let token: string;
	try {
		token = (await readFile(path, "utf8")).trim();
	} catch (error) {
		throw new ConfigurationError(`token file ${path} cannot be read`, { cause: error });
	}
	if (token === "") throw new ConfigurationError(`token file ${path} is empty`);
	return token;
}
