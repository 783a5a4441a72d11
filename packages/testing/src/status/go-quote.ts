const short: Readonly<Record<string, string>> = {
	"\x07": "\\a",
	"\b": "\\b",
	"\f": "\\f",
	"\n": "\\n",
	"\r": "\\r",
	"\t": "\\t",
	"\v": "\\v",
	"\\": "\\\\",
	'"': '\\"',
};
const special = /["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;

/** Quotes a text as the server does in its messages, which is not how JSON does it. */
export function goQuote(text: string): string {
	return `"${text.replace(special, escaped)}"`;
}

function escaped(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	const hex = (digits: number): string => code.toString(16).padStart(digits, "0");
	return short[character] ?? (code < 0x80 ? `\\x${hex(2)}` : code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`);
}
