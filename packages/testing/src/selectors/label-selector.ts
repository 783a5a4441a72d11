import { badRequest } from "../status/request-errors.ts";
import { labelValueErrors, qualifiedNameErrors } from "./label-syntax.ts";

type Operator = "in" | "notin" | "exists" | "!" | ">" | "<";

interface Requirement {
	readonly key: string;
	readonly operator: Operator;
	readonly values: readonly string[];
}

/** Whether an object with these labels is chosen. */
export type LabelMatcher = (labels: Readonly<Record<string, string>> | undefined) => boolean;

interface Token {
	readonly kind: "identifier" | "symbol" | "end";
	readonly text: string;
}

const symbols = new Set(["(", ")", ",", "!", "=", "==", "!=", ">", "<"]);

/**
 * Reads a label selector as the server does, its error texts included.
 *
 * @throws StatusError 400 for one that cannot be read.
 */
export function parseLabelSelector(text: string): LabelMatcher {
	const requirements = new Parser(tokenize(text)).parse();
	return (labels) => requirements.every((requirement) => satisfies(requirement, labels?.[requirement.key]));
}

function satisfies({ operator, values }: Requirement, value: string | undefined): boolean {
	switch (operator) {
		case "in":
			return value !== undefined && values.includes(value);
		case "notin":
			return value === undefined || !values.includes(value);
		case "exists":
			return value !== undefined;
		case "!":
			return value === undefined;
		default: {
			if (value === undefined || !/^[+-]?\d+$/.test(value)) return false;
			const difference = BigInt(value) - BigInt(values[0] ?? "0");
			return operator === ">" ? difference > 0n : difference < 0n;
		}
	}
}

function tokenize(text: string): Token[] {
	const tokens: Token[] = [];
	let at = 0;
	while (at < text.length) {
		const character = text.charAt(at);
		if (/[ \t\r\n]/.test(character)) {
			at++;
			continue;
		}
		if (symbols.has(character)) {
			const pair = text.slice(at, at + 2);
			const symbol = symbols.has(pair) ? pair : character;
			tokens.push({ kind: "symbol", text: symbol });
			at += symbol.length;
			continue;
		}
		const end = /[ \t\r\n()=!,<>]/.exec(text.slice(at))?.index ?? text.length - at;
		tokens.push({ kind: "identifier", text: text.slice(at, at + end) });
		at += end;
	}
	return tokens;
}

class Parser {
	readonly #tokens: readonly Token[];
	#at = 0;

	constructor(tokens: readonly Token[]) {
		this.#tokens = tokens;
	}

	parse(): Requirement[] {
		const requirements: Requirement[] = [];
		for (;;) {
			const next = this.#peek();
			if (next.kind === "end") return requirements;
			if (next.kind !== "identifier" && next.text !== "!") {
				throw badRequest(`found '${next.text}', expected: !, identifier, or 'end of string'`);
			}
			requirements.push(this.#requirement());
			const separator = this.#take();
			if (separator.kind === "end") return requirements;
			if (separator.text !== ",") throw badRequest(`found '${separator.text}', expected: ',' or 'end of string'`);
			const after = this.#peek();
			if (after.kind !== "identifier" && after.text !== "!") {
				throw badRequest(`found '${after.text}', expected: identifier after ','`);
			}
		}
	}

	#requirement(): Requirement {
		let token = this.#take();
		const absent = token.text === "!" && token.kind === "symbol";
		if (absent) token = this.#take();
		if (token.kind !== "identifier") throw unreadable(`found '${token.text}', expected: identifier`);
		const key = token.text;
		const keyErrors = qualifiedNameErrors(key);
		if (keyErrors.length > 0) throw unreadable(`<nil>: Invalid value: ${JSON.stringify(key)}: ${keyErrors.join("; ")}`);
		if (absent) return { key, operator: "!", values: [] };
		const next = this.#peek();
		if (next.kind === "end" || next.text === ",") return { key, operator: "exists", values: [] };
		const operator = this.#take();
		switch (operator.text) {
			case "in":
			case "notin":
				return { key, operator: operator.text, values: checked(key, this.#values()) };
			case "=":
			case "==":
				return { key, operator: "in", values: checked(key, [this.#value()]) };
			case "!=":
				return { key, operator: "notin", values: checked(key, [this.#value()]) };
			case ">":
			case "<": {
				const value = this.#value();
				if (!/^[+-]?\d+$/.test(value)) {
					throw unreadable(
						`values[0]: Invalid value: ${JSON.stringify(value)}: for 'Gt', 'Lt' operators, the value must be an integer`,
					);
				}
				return { key, operator: operator.text, values: checked(key, [value]) };
			}
			default:
				throw unreadable(`found '${operator.text}', expected: in, notin, =, ==, !=, gt, lt`);
		}
	}

	#value(): string {
		const next = this.#peek();
		if (next.kind === "end" || next.text === ",") return "";
		const token = this.#take();
		if (token.kind !== "identifier") throw unreadable(`found '${token.text}', expected: identifier`);
		return token.text;
	}

	#values(): string[] {
		const open = this.#take();
		if (open.text !== "(") throw unreadable(`found '${open.text}' expected: '('`);
		const values: string[] = [];
		for (let separated = true; ; ) {
			const token = this.#take();
			if (token.text === ")" && token.kind === "symbol") {
				if (separated) values.push("");
				return values;
			}
			if (token.text === "," && token.kind === "symbol") {
				if (separated) values.push("");
				separated = true;
				continue;
			}
			if (token.kind !== "identifier" || !separated) {
				throw unreadable(
					`found '${token.text}', expected: ${separated && values.length === 0 ? "',', ')' or identifier" : "',' or ')'"}`,
				);
			}
			values.push(token.text);
			separated = false;
		}
	}

	#peek(): Token {
		return this.#tokens[this.#at] ?? { kind: "end", text: "" };
	}

	#take(): Token {
		const token = this.#peek();
		this.#at++;
		return token;
	}
}

function checked(key: string, values: readonly string[]): readonly string[] {
	for (const [index, value] of values.entries()) {
		const errors = labelValueErrors(value);
		if (errors.length > 0)
			throw unreadable(`values[${index}][${key}]: Invalid value: ${JSON.stringify(value)}: ${errors.join("; ")}`);
	}
	return values;
}

function unreadable(text: string): Error {
	return badRequest(`unable to parse requirement: ${text}`);
}
