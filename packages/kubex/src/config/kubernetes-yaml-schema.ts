import type { Schema } from "js-yaml";

// kubectl reads YAML 1.1 as go-yaml 2 does: its words for booleans, numbers as Go's ParseInt with base 0 and ParseFloat take
// them, no sexagesimal numbers, and timestamps stay strings. Asked of kubectl 1.35: `label --local -o json` shows each value.
const truths = ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"];
const falsehoods = ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"];
const integer = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9][0-9]*)$/;
const decimal = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** The number that a plain scalar is; `undefined` when it is text. */
function numberOf(source: string): number | undefined {
	if (!/^[-+.0-9]/.test(source)) return undefined;
	const plain = source.replaceAll("_", "");
	if (integer.test(plain)) {
		const digits = plain.replace(/^[-+]/, "");
		const value = Number(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
		// Go has no negative zero among its integers.
		return plain.startsWith("-") && value !== 0 ? -value : value;
	}
	// What no float64 holds stays text.
	if (decimal.test(plain) && Number.isFinite(Number(plain))) return Number(plain);
	return undefined;
}

/** Whether kubectl reads a text that stands without quotes as that text, and not as a number or a boolean. */
export function readsAsText(source: string): boolean {
	return numberOf(source) === undefined && !truths.includes(source) && !falsehoods.includes(source);
}

/** The schema of YAML that kubectl reads, for js-yaml. */
export async function kubernetesSchema(): Promise<Schema> {
	const { boolCoreTag, CORE_SCHEMA, floatCoreTag, intCoreTag, mergeTag, NOT_RESOLVED } = await import("js-yaml");
	const resolveNumber = (source: string): number | typeof NOT_RESOLVED => numberOf(source) ?? NOT_RESOLVED;
	return CORE_SCHEMA.withTags(
		{
			...boolCoreTag,
			implicitFirstChars: Array.from("yYnNtTfFoO"),
			resolve: (source) => (truths.includes(source) ? true : falsehoods.includes(source) ? false : NOT_RESOLVED),
		},
		{ ...intCoreTag, implicitFirstChars: Array.from("-+.0123456789"), resolve: resolveNumber },
		{ ...floatCoreTag, resolve: resolveNumber },
		mergeTag,
	);
}
