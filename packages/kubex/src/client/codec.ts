/** Turns objects into bytes and back; which codec reads an answer is decided by the answer's media type. */
export interface Codec {
	/** Without parameters, such as `application/json`. */
	readonly mediaType: string;
	encode(value: unknown): string | Uint8Array;
	/** @throws SyntaxError when the bytes are not of the media type. */
	decode(bytes: Uint8Array): unknown;
}

/** The media type of a `Content-Type` header, in lower case and without its parameters. */
export function mediaTypeOf(contentType: string | readonly string[] | undefined): string {
	const value = typeof contentType === "string" ? contentType : (contentType?.[0] ?? "");
	const end = value.indexOf(";");
	return (end === -1 ? value : value.slice(0, end)).trim().toLowerCase();
}
