import { badRequest } from "../status/request-errors.ts";

/** What a field must or must not be; several must all hold. */
export interface FieldRequirement {
	readonly field: string;
	readonly value: string;
	readonly equal: boolean;
}

/**
 * Reads a field selector as the server does; which fields a kind knows is not checked here.
 *
 * @throws StatusError 400 for one that cannot be read.
 */
export function parseFieldSelector(text: string): FieldRequirement[] {
	return splitTerms(text).map((term) => {
		const operator = /!=|==|=/.exec(term.replace(/\\./g, "__"));
		if (operator === null) throw badRequest(`invalid selector: '${text}'; can't understand '${term}'`);
		return {
			field: term.slice(0, operator.index),
			value: unescape(term.slice(operator.index + operator[0].length)),
			equal: operator[0] !== "!=",
		};
	});
}

/** Splits at commas that no backslash precedes; empty terms say nothing. */
function splitTerms(text: string): string[] {
	const terms: string[] = [];
	let term = "";
	for (let at = 0; at < text.length; at++) {
		const character = text.charAt(at);
		if (character === "\\") {
			term += character + text.charAt(at + 1);
			at++;
		} else if (character === ",") {
			terms.push(term);
			term = "";
		} else term += character;
	}
	terms.push(term);
	return terms.filter((item) => item !== "");
}

function unescape(value: string): string {
	let result = "";
	for (let at = 0; at < value.length; at++) {
		const character = value.charAt(at);
		if (character === "\\") {
			const next = value.charAt(++at);
			if (next !== "\\" && next !== "," && next !== "=")
				throw badRequest(`invalid field selector: invalid escape sequence: \\${next}`);
			result += next;
		} else if (character === "=")
			throw badRequest(`invalid field selector: unescaped character in value: ${character.charCodeAt(0)}`);
		else result += character;
	}
	return result;
}
