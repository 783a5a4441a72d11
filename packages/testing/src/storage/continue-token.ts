import { badRequest } from "../status/request-errors.ts";

/** Where the next page of a list begins, and in which state. */
export interface ContinueToken {
	/** The revision of the first page; -1 to go on at the latest one, although that mixes two states. */
	readonly revision: number;
	/** The first key that may be on the page, without the prefix of the list. */
	readonly start: string;
}

const version = "meta.k8s.io/v1";

/** Writes a token in the server's own form. */
export function encodeContinueToken(token: ContinueToken): string {
	return Buffer.from(JSON.stringify({ v: version, rv: token.revision, start: token.start })).toString("base64url");
}

/**
 * Reads a token.
 *
 * @throws StatusError 400 when it is not one of ours.
 */
export function decodeContinueToken(text: string): ContinueToken {
	const bad = text.search(/[^A-Za-z0-9_-]/);
	if (bad !== -1) throw refused(`illegal base64 data at input byte ${bad}`);
	const json = Buffer.from(text, "base64url").toString();
	let value: unknown;
	try {
		value = JSON.parse(json);
	} catch {
		throw refused(`invalid character '${json.charAt(0)}' looking for beginning of value`);
	}
	if (typeof value !== "object" || value === null) throw refused("it is not an object");
	const { v, rv, start } = value as { v?: unknown; rv?: unknown; start?: unknown };
	if (v !== version) throw refused(`server does not recognize this encoded version ${JSON.stringify(v ?? "")}`);
	if (typeof rv !== "number" || rv === 0) throw refused(`incorrect encoded start resourceVersion (version ${version})`);
	if (typeof start !== "string" || start === "") throw refused(`encoded start key empty (version ${version})`);
	// A key may lead out of the collection neither upwards nor through an empty part.
	const clean = `/${start}`.replace(/\/{2,}/g, "/");
	if (clean.split("/").some((part) => part === "." || part === "..")) throw refused(`"${start}" is not a key`);
	return { revision: rv, start: start.startsWith("/") ? start.slice(1) : start };
}

function refused(text: string): Error {
	return badRequest(`invalid continue token: continue key is not valid: ${text}`);
}
