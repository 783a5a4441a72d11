/** A pattern that is none, in the words of the server. */
class PatternError extends Error {
	constructor(problem: string, part: string) {
		super(`error parsing regexp: ${problem}: \`${part}\``);
		this.name = "PatternError";
	}
}

/** Classes by their names in brackets. */
const namedClasses: Readonly<Record<string, string>> = {
	alnum: "0-9A-Za-z",
	alpha: "A-Za-z",
	ascii: "\\x00-\\x7F",
	blank: "\\t ",
	cntrl: "\\x00-\\x1F\\x7F",
	digit: "0-9",
	graph: "!-~",
	lower: "a-z",
	print: " -~",
	punct: "!-\\/:-@\\[-`\\{-~",
	space: "\\t\\n\\v\\f\\r ",
	upper: "A-Z",
	word: "0-9A-Za-z_",
	xdigit: "0-9A-Fa-f",
};

/** What whitespace is to the server: fewer characters than to this language. */
const space = "\\t\\n\\f\\r ";
const flagsPattern = /^\(\?([imsU]+)\)/;

const known = new Map<string, RegExp>();

/**
 * Compiles a pattern of the server's syntax, which is RE2, into one of this language that matches the same.
 *
 * @throws PatternError for a pattern that the server refuses.
 */
export function compilePattern(pattern: string): RegExp {
	let compiled = known.get(pattern);
	if (compiled === undefined) {
		compiled = new Translation(pattern).compile();
		known.set(pattern, compiled);
	}
	return compiled;
}

/** What is wrong with a pattern, in the words of the server; `undefined` for one that it takes. */
export function patternProblem(pattern: string): string | undefined {
	try {
		compilePattern(pattern);
		return undefined;
	} catch (error) {
		if (error instanceof PatternError) return error.message;
		throw error;
	}
}

class Translation {
	readonly #pattern: string;
	#position = 0;
	#depth = 0;

	constructor(pattern: string) {
		this.#pattern = pattern;
	}

	compile(): RegExp {
		const flags = flagsPattern.exec(this.#pattern);
		this.#position = flags?.[0].length ?? 0;
		let source = "";
		while (this.#position < this.#pattern.length) source += this.#next();
		if (this.#depth > 0) throw new PatternError("missing closing )", this.#pattern);
		try {
			return new RegExp(source, `u${(flags?.[1] ?? "").replaceAll("U", "")}`);
		} catch (error) {
			throw new PatternError(error instanceof Error ? error.message.replace(/^.*: /, "") : "invalid pattern", this.#pattern);
		}
	}

	#rest(): string {
		return this.#pattern.slice(this.#position);
	}

	#next(): string {
		const rest = this.#rest();
		const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
		if (character === "\\") return this.#escape(false);
		if (character === "[") return this.#class();
		if (character === "(") return this.#group(rest);
		if (character === ")") {
			this.#depth--;
			if (this.#depth < 0) throw new PatternError("unexpected )", this.#pattern);
		}
		const repeat = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(rest)?.[0];
		if (repeat !== undefined) return this.#repeat(repeat);
		this.#position += character.length;
		return "{}]/".includes(character) ? `\\${character}` : character;
	}

	#group(rest: string): string {
		this.#depth++;
		const named = /^\(\?P?<(\w+)>/.exec(rest);
		if (named !== null) return this.#take(named[0], `(?<${named[1]}>`);
		if (!rest.startsWith("(?")) return this.#take("(", "(");
		if (rest.startsWith("(?:")) return this.#take("(?:", "(?:");
		throw new PatternError("invalid or unsupported Perl syntax", /^\(\?<?[=!]?/.exec(rest)?.[0] ?? rest.slice(0, 3));
	}

	#repeat(repeat: string): string {
		const before = this.#pattern.slice(0, this.#position);
		if (before === "" || /(?:^|[^\\])[(|]$/.test(before))
			throw new PatternError("missing argument to repetition operator", repeat);
		const counts = repeat.match(/\d+/g)?.map(Number) ?? [];
		if (counts.some((count) => count > 1000)) throw new PatternError("invalid repeat count", repeat);
		const lazy = this.#rest().at(repeat.length) === "?" ? "?" : "";
		return this.#take(repeat + lazy, repeat + lazy);
	}

	#take(text: string, translated: string): string {
		this.#position += text.length;
		return translated;
	}

	#class(): string {
		const start = this.#position;
		let source = this.#take("[", "[");
		if (this.#rest().startsWith("^")) source += this.#take("^", "^");
		for (let first = true; first || !this.#rest().startsWith("]"); first = false) {
			const rest = this.#rest();
			if (rest === "") throw new PatternError("missing closing ]", this.#pattern.slice(start));
			const named = /^\[:(\w+):\]/.exec(rest);
			if (named !== null) {
				const members = namedClasses[named[1] ?? ""];
				if (members === undefined) throw new PatternError("invalid character class range", named[0]);
				source += this.#take(named[0], members);
			} else if (rest.startsWith("\\")) source += this.#escape(true);
			else {
				const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
				source += this.#take(character, "[]/(){}|".includes(character) ? `\\${character}` : character);
			}
		}
		return source + this.#take("]", "]");
	}

	#escape(inClass: boolean): string {
		const text = /^\\(?:[pP](?:\{\^?\w+\}|\w)|x\{[0-9A-Fa-f]+\}|x[0-9A-Fa-f]{2}|[\s\S])/.exec(this.#rest())?.[0];
		if (text === undefined) throw new PatternError("trailing backslash at end of expression", "");
		const code = text[1] ?? "";
		if (code === "p" || code === "P") return this.#take(text, property(text));
		if (code === "x") return this.#take(text, text.startsWith("\\x{") ? `\\u${text.slice(2)}` : text);
		if (code === "s") return this.#take(text, inClass ? space : `[${space}]`);
		if (code === "S" && !inClass) return this.#take(text, `[^${space}]`);
		if (code === "A" && !inClass) return this.#take(text, "^");
		if (code === "z" && !inClass) return this.#take(text, "$");
		if (code === "a") return this.#take(text, "\\x07");
		if ("dDwWnrtfv".includes(code) || ("bB".includes(code) && !inClass)) return this.#take(text, text);
		if (/[0-9A-Za-z]/.test(code)) throw new PatternError("invalid escape sequence", text);
		// Any punctuation may be escaped there, and only some here.
		return this.#take(text, /[\^$\\.*+?()[\]{}|/]/.test(code) || (inClass && code === "-") ? text : code);
	}
}

/** Classes of Unicode; a single letter needs no braces there. */
function property(text: string): string {
	const name = text.slice(2).replace(/^\{|\}$/g, "");
	const inverted = name.startsWith("^") ? (text[1] === "p" ? "P" : "p") : (text[1] ?? "p");
	const plain = name.replace("^", "");
	return plain.length <= 2 ? `\\${inverted}{${plain}}` : `\\${inverted}{Script=${plain}}`;
}
