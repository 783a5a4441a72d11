import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { ServerResponse } from "./exchange.ts";
import type { Content, Reply } from "./reply.ts";
import { writeYaml } from "./yaml-document.ts";

/** Bodies up to this length are not worth compressing. */
const compressionThreshold = 128 * 1024;
const compress = promisify(gzip);
const encoder = new TextEncoder();
const nothing = new Uint8Array(0);

/** What the server must know of a request to write its answer. */
export interface WriteOptions {
	readonly acceptEncoding: string | undefined;
	/** Headers of every answer. */
	readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

/** Writes an answer: its text in the chosen form, compressed where the client wants it and it pays. */
export async function writeReply(reply: Reply, options: WriteOptions): Promise<ServerResponse> {
	const { content, status } = reply;
	const headers: Record<string, string | readonly string[]> = { ...options.headers };
	if (content.kind !== "empty") headers["Content-Type"] = contentType(content);
	Object.assign(headers, reply.headers);
	// What comes bit by bit is not compressed: its lines would wait for each other.
	if (content.kind === "stream") return { status, headers, body: nothing, chunks: content.chunks };
	let body = toBytes(content);
	if (content.kind === "object" && body.length > compressionThreshold && wantsGzip(options.acceptEncoding)) {
		body = await compress(body, { level: 4 });
		headers["Content-Encoding"] = "gzip";
		const vary = headers["Vary"];
		headers["Vary"] = [...(vary === undefined ? [] : typeof vary === "string" ? [vary] : vary), "Accept-Encoding"];
	}
	return { status, headers, body };
}

/** Writes a value as JSON in the server's manner, which escapes what HTML could misread. */
export function toServerJson(value: unknown): string {
	return escapeHtml(JSON.stringify(value));
}

function contentType(content: Exclude<Content, { kind: "empty" }>): string {
	return content.kind === "object" && content.parameters !== undefined
		? `${content.mediaType};${content.parameters}`
		: content.mediaType;
}

function toBytes(content: Exclude<Content, { kind: "stream" }>): Uint8Array {
	if (content.kind === "empty") return nothing;
	if (content.kind === "fixed") return typeof content.body === "string" ? encoder.encode(content.body) : content.body;
	if (content.mediaType === "application/yaml") return encoder.encode(writeYaml(JSON.parse(content.json)));
	if (content.pretty) return encoder.encode(escapeHtml(JSON.stringify(JSON.parse(content.json), undefined, 2)));
	return encoder.encode(`${content.json}\n`);
}

const escapes: Readonly<Record<string, string>> = {
	"<": "\\u003c",
	">": "\\u003e",
	"&": "\\u0026",
	"\u2028": "\\u2028",
	"\u2029": "\\u2029",
};

function escapeHtml(json: string): string {
	return json.replace(/[<>&\u2028\u2029]/g, (character) => escapes[character] ?? character);
}

function wantsGzip(acceptEncoding: string | undefined): boolean {
	return (acceptEncoding ?? "").split(",").some((encoding) => encoding.trim() === "gzip");
}
