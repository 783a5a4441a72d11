/** Characters of all texts together above which each is cut, and the length to which it is. */
const wholeLimit = 4096;
const cutLimit = 256;

/**
 * Writes warnings as values of the `Warning` header, each distinct text once. Where they are too long together, each is cut and those beyond
 * the limit are left out; a text with control characters cannot be written and is left out as well.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7234#section-5.5
 */
export function warningHeaders(texts: readonly string[]): readonly string[] {
	const distinct = [...new Set(texts)].filter((text) => text !== "" && !/\p{Cc}/u.test(text)).map((text) => Array.from(text));
	const length = distinct.reduce((sum, characters) => sum + characters.length, 0);
	if (length <= wholeLimit) return distinct.map(toHeader);
	const headers: string[] = [];
	let written = 0;
	for (const characters of distinct) {
		if (written >= wholeLimit) break;
		const cut = characters.slice(0, cutLimit);
		written += cut.length;
		headers.push(toHeader(cut));
	}
	return headers;
}

function toHeader(characters: readonly string[]): string {
	const text = `299 - "${characters.join("").replace(/["\\]/g, "\\$&")}"`;
	// A header is written byte by byte, so the bytes of UTF-8 must each be a character.
	return Buffer.from(text, "utf8").toString("latin1");
}
