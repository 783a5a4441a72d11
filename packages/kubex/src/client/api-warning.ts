import type { ResponseHeaders } from "./transport.ts";

/** A sentence that the API server adds to an answer, such as that a version is deprecated. */
export interface ApiWarning {
	/** 299 for every warning that Kubernetes sends. */
	readonly code: number;
	readonly text: string;
	/** The request that it answers, without its query. */
	readonly request: { readonly method: string; readonly path: string };
}

// warn-code SP warn-agent SP quoted-string, then an optional date.
const form = /\s*(\d{3}) \S+ "((?:[^"\\]|\\.)*)"(?: "[^"]*")?\s*(?:,|$)/gy;

/**
 * Reads the `Warning` headers of an answer; a comma inside of a warning's text does not end it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7234#section-5.5
 */
export function parseWarnings(headers: ResponseHeaders): readonly { readonly code: number; readonly text: string }[] {
	const { warning } = headers;
	if (warning === undefined) return [];
	const found: { code: number; text: string }[] = [];
	for (const value of typeof warning === "string" ? [warning] : warning) {
		form.lastIndex = 0;
		for (let match = form.exec(value); match !== null; match = form.exec(value)) {
			found.push({ code: Number(match[1]), text: (match[2] ?? "").replace(/\\(.)/g, "$1") });
			if (form.lastIndex >= value.length) break;
		}
	}
	return found;
}
