import { isObject } from "./json-schema.ts";

/** Finds values in an object. */
export type JsonPath = (object: unknown) => readonly unknown[];

type Step = (value: unknown) => readonly unknown[];

const field = /^\.?([^.[\]\s]+)/;
const quoted = /^\[\s*(['"])(.*?)\1\s*\]/;
const index = /^\[\s*(-?\d+)\s*\]/;
const slice = /^\[\s*(-?\d*)\s*:\s*(-?\d*)\s*\]/;
const all = /^(?:\[\s*\*\s*\]|\.\*)/;
const filter = /^\[\?\(\s*@((?:\.[^.[\]\s=!<>]+)+)\s*(?:(==|!=|<=|>=|<|>)\s*(?:(['"])(.*?)\3|([^\s)]+)))?\s*\)\]/;

/**
 * Reads a path such as `.status.conditions[?(@.type=="Ready")].status`; `undefined` for one that is none. Dots in names are escaped by a
 * backslash.
 */
export function parseJsonPath(text: string): JsonPath | undefined {
	const steps: Step[] = [];
	// A dot that is escaped belongs to the name.
	let rest = text.replaceAll("\\.", "\0");
	if (!rest.startsWith(".") && !rest.startsWith("[")) return undefined;
	while (rest !== "" && rest !== ".") {
		const read = readStep(rest);
		if (read === undefined) return undefined;
		steps.push(read.step);
		rest = rest.slice(read.length);
	}
	return (object) => steps.reduce<readonly unknown[]>((values, step) => values.flatMap((value) => step(value)), [object]);
}

function readStep(text: string): { readonly step: Step; readonly length: number } | undefined {
	const everything = all.exec(text);
	if (everything !== null) return { step: elements, length: everything[0].length };
	const name = quoted.exec(text)?.[2] ?? field.exec(text)?.[1];
	if (name !== undefined) {
		const length = (quoted.exec(text) ?? field.exec(text))?.[0].length ?? 0;
		return { step: memberOf(name.replaceAll("\0", ".")), length };
	}
	const position = index.exec(text);
	if (position !== null) return { step: elementAt(Number(position[1])), length: position[0].length };
	const range = slice.exec(text);
	if (range !== null) {
		const [, from, to] = range;
		const bounds = [from === "" ? 0 : Number(from), to === "" ? undefined : Number(to)] as const;
		return { step: (value) => (Array.isArray(value) ? value.slice(...bounds) : []), length: range[0].length };
	}
	const condition = filter.exec(text);
	return condition === null ? undefined : { step: matching(condition), length: condition[0].length };
}

function memberOf(name: string): Step {
	return (value) => (isObject(value) && Object.hasOwn(value, name) ? [value[name]] : []);
}

function elementAt(position: number): Step {
	return (value) => {
		const element: unknown = Array.isArray(value) ? value.at(position) : undefined;
		return element === undefined ? [] : [element];
	};
}

function elements(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
}

function matching([, path = "", operator, , text, bare = ""]: RegExpExecArray): Step {
	const names = path.slice(1).split(".");
	const wanted: unknown = text ?? (/^(true|false|-?[\d.]+)$/.test(bare) ? JSON.parse(bare) : bare);
	return (value) =>
		elements(value).filter((element) => {
			const found = names.reduce<unknown>((at, name) => (isObject(at) ? at[name.replaceAll("\0", ".")] : undefined), element);
			return found !== undefined && (operator === undefined || compare(found, operator, wanted));
		});
}

function compare(left: unknown, operator: string, right: unknown): boolean {
	if (operator === "==") return left === right;
	if (operator === "!=") return left !== right;
	if (typeof left !== typeof right || (typeof left !== "number" && typeof left !== "string")) return false;
	const wanted = right as typeof left;
	if (operator === "<") return left < wanted;
	if (operator === ">") return left > wanted;
	return operator === "<=" ? left <= wanted : left >= wanted;
}
