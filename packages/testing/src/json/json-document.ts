import { goQuote } from "../status/go-quote.ts";

/** How deep a document may nest; the server refuses more. */
const maximumDepth = 10_000;

/** A text that is no JSON; the message is the one that the server gives. */
export class JsonSyntaxError extends Error {
	override readonly name: string = "JsonSyntaxError";
}

/** What a body states: its value, and the members that an object in it states more than once, as paths in the order of the text. */
export interface DecodedDocument {
	readonly value: unknown;
	readonly duplicateFields: readonly string[];
	/** The paths of all members in the order of the text; present where some stand more than once. */
	readonly members?: readonly string[];
}

/**
 * Reads a JSON document; of a repeated member the last value counts.
 *
 * @throws JsonSyntaxError with the server's own words for what is wrong.
 */
export function readJson(bytes: Uint8Array): DecodedDocument {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const text = buffer.toString("utf8");
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		// The server shows the byte at which it gives up as a character.
		scan(buffer.toString("latin1"));
		throw new JsonSyntaxError("unexpected end of JSON input");
	}
	return statedMembers(buffer) === keptMembers(value) ? { value, duplicateFields: [] } : { value, ...scan(text) };
}

function scan(text: string): Pick<Required<DecodedDocument>, "duplicateFields" | "members"> {
	const scanner = new JsonScanner(text);
	try {
		scanner.scan();
	} catch (error) {
		throw error instanceof RangeError ? new JsonSyntaxError("exceeded max depth") : error;
	}
	return { duplicateFields: scanner.duplicates, members: scanner.members };
}

/** Counts the members in the text of a valid document: the colons outside strings. Far cheaper than a scan, and most bodies need no more. */
function statedMembers(buffer: Buffer): number {
	let members = 0;
	let depth = 0;
	for (let at = 0; at < buffer.length; at += 1) {
		const byte = buffer[at];
		if (byte === 0x22) at = endOfString(buffer, at);
		else if (byte === 0x3a) members += 1;
		else if (byte === 0x7b || byte === 0x5b) {
			depth += 1;
			if (depth > maximumDepth) throw new JsonSyntaxError("exceeded max depth");
		} else if (byte === 0x7d || byte === 0x5d) depth -= 1;
	}
	return members;
}

function endOfString(buffer: Buffer, start: number): number {
	for (let end = start; ; ) {
		end = buffer.indexOf(0x22, end + 1);
		let slashes = 0;
		while (buffer[end - 1 - slashes] === 0x5c) slashes += 1;
		if (slashes % 2 === 0) return end;
	}
}

function keptMembers(value: unknown): number {
	let members = 0;
	const open: unknown[] = [value];
	while (open.length > 0) {
		const next = open.pop();
		if (typeof next !== "object" || next === null) continue;
		const children: unknown[] = Array.isArray(next) ? next : Object.values(next);
		if (!Array.isArray(next)) members += children.length;
		for (const child of children) if (typeof child === "object" && child !== null) open.push(child);
	}
	return members;
}

function isDigit(character: string | undefined): boolean {
	return character !== undefined && character >= "0" && character <= "9";
}

/**
 * Reads JSON grammar character by character. It exists for what `JSON.parse` does not tell: which members an object states twice, and what
 * exactly is wrong with a text, in the server's words.
 */
class JsonScanner {
	readonly duplicates: string[] = [];
	readonly members: string[] = [];
	readonly #text: string;
	#at = 0;
	#depth = 0;

	constructor(text: string) {
		this.#text = text;
	}

	scan(): void {
		this.#value("", "looking for beginning of value");
		this.#space();
		if (this.#at < this.#text.length) throw this.#invalid("after top-level value");
	}

	#value(path: string, context: string): void {
		this.#space();
		const character = this.#text[this.#at];
		if (character === "{") this.#object(path);
		else if (character === "[") this.#array(path);
		else if (character === '"') this.#string();
		else if (character === "t") this.#literal("true");
		else if (character === "f") this.#literal("false");
		else if (character === "n") this.#literal("null");
		else if (character === "-" || isDigit(character)) this.#number();
		else throw this.#invalid(context);
	}

	#object(path: string): void {
		this.#enter();
		const seen = new Set<string>();
		const reported = new Set<string>();
		this.#space();
		while (this.#text[this.#at] !== "}" || seen.size > 0) {
			if (this.#text[this.#at] !== '"') throw this.#invalid("looking for beginning of object key string");
			const key = this.#string();
			const member = path === "" ? key : `${path}.${key}`;
			this.members.push(member);
			if (seen.has(key) && !reported.has(key)) {
				reported.add(key);
				this.duplicates.push(member);
			}
			seen.add(key);
			this.#space();
			if (this.#text[this.#at] !== ":") throw this.#invalid("after object key");
			this.#at += 1;
			this.#value(member, "looking for beginning of value");
			this.#space();
			if (this.#text[this.#at] === "}") break;
			if (this.#text[this.#at] !== ",") throw this.#invalid("after object key:value pair");
			this.#at += 1;
			this.#space();
		}
		this.#leave();
	}

	#array(path: string): void {
		this.#enter();
		this.#space();
		for (let index = 0; this.#text[this.#at] !== "]" || index > 0; index += 1) {
			this.#value(`${path}[${index}]`, "looking for beginning of value");
			this.#space();
			if (this.#text[this.#at] === "]") break;
			if (this.#text[this.#at] !== ",") throw this.#invalid("after array element");
			this.#at += 1;
		}
		this.#leave();
	}

	#string(): string {
		const start = this.#at;
		this.#at += 1;
		for (;;) {
			const character = this.#text[this.#at];
			if (character === '"') break;
			if (character === "\\") this.#escape();
			else if (character === undefined || character < " ") throw this.#invalid("in string literal");
			else this.#at += 1;
		}
		this.#at += 1;
		return JSON.parse(this.#text.slice(start, this.#at)) as string;
	}

	#escape(): void {
		this.#at += 1;
		const character = this.#text[this.#at];
		if (character === undefined || !'"\\/bfnrtu'.includes(character)) throw this.#invalid("in string escape code");
		this.#at += 1;
		if (character !== "u") return;
		for (let digit = 0; digit < 4; digit += 1, this.#at += 1) {
			if (!/[\da-fA-F]/.test(this.#text[this.#at] ?? "")) throw this.#invalid("in \\u hexadecimal character escape");
		}
	}

	#literal(word: string): void {
		for (const [index, letter] of word.split("").entries()) {
			if (this.#text[this.#at] !== letter && index > 0) throw this.#invalid(`in literal ${word} (expecting '${letter}')`);
			this.#at += 1;
		}
	}

	#number(): void {
		if (this.#text[this.#at] === "-") this.#at += 1;
		if (this.#text[this.#at] === "0") this.#at += 1;
		else this.#digits("in numeric literal");
		if (this.#text[this.#at] === ".") {
			this.#at += 1;
			this.#digits("after decimal point in numeric literal");
		}
		if (this.#text[this.#at] === "e" || this.#text[this.#at] === "E") {
			this.#at += 1;
			if (this.#text[this.#at] === "+" || this.#text[this.#at] === "-") this.#at += 1;
			this.#digits("in exponent of numeric literal");
		}
	}

	#digits(context: string): void {
		if (!isDigit(this.#text[this.#at])) throw this.#invalid(context);
		while (isDigit(this.#text[this.#at])) this.#at += 1;
	}

	#enter(): void {
		this.#at += 1;
		this.#depth += 1;
		if (this.#depth > maximumDepth) throw new JsonSyntaxError("exceeded max depth");
	}

	#leave(): void {
		this.#at += 1;
		this.#depth -= 1;
	}

	#space(): void {
		while (" \t\r\n".includes(this.#text[this.#at] ?? "x")) this.#at += 1;
	}

	#invalid(context: string): JsonSyntaxError {
		const character = this.#text[this.#at];
		if (character === undefined) return new JsonSyntaxError("unexpected end of JSON input");
		const quoted = character === "'" ? "'\\''" : character === '"' ? "'\"'" : `'${goQuote(character).slice(1, -1)}'`;
		return new JsonSyntaxError(`invalid character ${quoted} ${context}`);
	}
}
