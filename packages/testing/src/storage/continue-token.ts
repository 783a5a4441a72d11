import { JsonSyntaxError, readJson } from "../json/json-document.ts";
import { jsonType } from "../json/json-type.ts";
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
	const { v = "", rv = 0, start = "" } = membersOf(text);
	if (v !== version) throw refused(`server does not recognize this encoded version ${v}`);
	if (rv === 0) throw refused(`incorrect encoded start resourceVersion (version ${version})`);
	if (start === "") throw refused(`encoded start key empty (version ${version})`);
	// A key may lead out of the collection neither upwards nor through an empty part.
	const clean = `/${start}`.replace(/\/{2,}/g, "/");
	if (clean.split("/").some((part) => part === "." || part === "..")) throw refused(`"${start}" is not a key`);
	return { revision: rv, start: start.startsWith("/") ? start.slice(1) : start };
}

interface Members {
	readonly v?: string;
	readonly rv?: number;
	readonly start?: string;
}

function membersOf(text: string): Members {
	const bad = text.search(/[^A-Za-z0-9_-]/);
	// A last character that stands alone has too few bits.
	const illegal = bad === -1 && text.length % 4 === 1 ? text.length - 1 : bad;
	if (illegal !== -1) throw refused(`illegal base64 data at input byte ${illegal}`);
	const value = parsed(Buffer.from(text, "base64url"));
	if (value === null) return {};
	if (typeof value !== "object" || Array.isArray(value)) throw misfit(value, "value of type storage.continueToken");
	for (const [name, type, go] of [
		["v", "string", "string"],
		["rv", "number", "int64"],
		["start", "string", "string"],
	] as const) {
		const member = (value as Readonly<Record<string, unknown>>)[name] ?? undefined;
		if (member !== undefined && typeof member !== type) throw misfit(member, `struct field continueToken.${name} of type ${go}`);
	}
	return value;
}

function parsed(bytes: Uint8Array): unknown {
	try {
		return readJson(bytes).value;
	} catch (error) {
		throw error instanceof JsonSyntaxError ? refused(error.message) : error;
	}
}

function misfit(value: unknown, place: string): Error {
	return refused(`json: cannot unmarshal ${jsonType(value)} into Go ${place}`);
}

function refused(text: string): Error {
	return badRequest(`invalid continue token: continue key is not valid: ${text}`);
}
