import type { Status } from "../meta/status.ts";

const secrets = /(?:^|\/)api\/v1\/(?:watch\/)?(?:namespaces\/[^/]+\/)?secrets(?:\/|$)/;

/** Whether a request is about Secrets, whatever comes before the path of the API. */
export function isAboutSecrets(path: string): boolean {
	return secrets.test(path);
}

/** A Status without the objects that servers quote in their refusals. */
export function maskStatus(status: Status): Status {
	return masked(status) as Status;
}

function masked(value: unknown): unknown {
	if (typeof value === "string") return maskObjects(value);
	if (Array.isArray(value)) return value.map(masked);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, masked(member)]));
}

const mask = '"***"';
// A quotation mark that is itself the subject, as in `invalid character '"'`, begins no quotation.
const quotation = /'"'|"((?:[^"\\]|\\.)*)"/gs;
// `map[string]` is a type; `map[a:b]` is a value, of which nobody can tell where it ends when it has brackets of its own.
const goMap = /map\[(?!\w*\])[^]*\]/;
// `&{a}`, `&value.valueUnstructured{Value:…}`, `v1.Secret{Data:…}`
const goStruct = /(?:&[\w.]*\{|[\w.]*\w\{[A-Z"0])[^]*\}/;
// The beginning of a body that could not be read.
const hexadecimal = /\((?:[0-9a-f]{2})+(?: \.\.\.)?\)/g;

/**
 * A text in which objects are masked, in every form in which API servers write them: JSON, quoted or not, maps and structures of
 * Go, and the bytes of a body. What it says of them stays, and so do single values.
 */
export function maskObjects(text: string): string {
	const withoutQuoted = text.replace(quotation, (whole, quoted: string | undefined) =>
		quoted !== undefined && isObject(quoted) ? mask : whole,
	);
	return withoutJson(withoutQuoted).replace(goStruct, mask).replace(goMap, mask).replace(hexadecimal, "(***)");
}

function isObject(quoted: string): boolean {
	return /^\s*[{[]/.test(quoted) || goMap.test(quoted) || goStruct.test(quoted);
}

function withoutJson(text: string): string {
	const start = text.search(/\{\s*"/);
	if (start === -1) return text;
	const end = endOfJson(text, start);
	return `${text.slice(0, start)}${mask}${withoutJson(text.slice(end))}`;
}

/** Where the braces that begin at `start` are closed; the end of the text when they never are. */
function endOfJson(text: string, start: number): number {
	const token = /"(?:[^"\\]|\\.)*"|[{}]/gs;
	token.lastIndex = start;
	let depth = 0;
	for (let match = token.exec(text); match !== null; match = token.exec(text)) {
		if (match[0] === "{") depth += 1;
		else if (match[0] === "}") depth -= 1;
		if (depth === 0) return token.lastIndex;
	}
	return text.length;
}
