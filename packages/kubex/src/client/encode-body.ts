import { jsonCodec } from "./json-codec.ts";

const json = /^application\/(?:[^;]*\+)?json(?:;|$)/i;

/** Writes a body: bytes, and a text of a media type that is not JSON, as they are; anything else as JSON, which is YAML as well. */
export function encodeBody(body: unknown, mediaType: string): string | Uint8Array {
	if (body instanceof Uint8Array) return body;
	return typeof body === "string" && !json.test(mediaType) ? body : jsonCodec.encode(body);
}
