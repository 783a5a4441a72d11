import type { Schema } from "../api-description.ts";
import type { CompactFacts, CompactSchema } from "./compact-description.ts";
import { expandName, shortenName } from "./definition-name.ts";
import { kindName, parseKindName } from "./kind-name.ts";

type Mutable<T> = { -readonly [P in keyof T]: T[P] };

// Facts that are written as they are, by their letter.
const plain = [
	["r", "required"],
	["d", "default"],
	["e", "enum"],
	["x", "deprecated"],
	["l", "listType"],
	["k", "listMapKeys"],
	["m", "mapType"],
	["s", "patchStrategy"],
	["g", "patchMergeKey"],
	["u", "unions"],
] as const satisfies readonly (readonly [keyof CompactFacts, keyof Schema])[];

const plainNames: Readonly<Record<string, string>> = Object.fromEntries(plain);

/** Writes a schema of a definition in the package `from`. */
export function encodeSchema(schema: Schema, from: string): CompactSchema {
	const facts: Record<string, unknown> = {};
	let expression = schema.ref === undefined ? simpleExpression(schema) : `#${shortenName(schema.ref, from)}`;
	if (schema.items !== undefined) {
		const items = encodeSchema(schema.items, from);
		if (typeof items === "string" && expression === "array") expression = `[]${items}`;
		else facts["i"] = items;
	}
	if (schema.additionalProperties !== undefined) {
		const values = encodeSchema(schema.additionalProperties, from);
		if (typeof values === "string" && expression === "object") expression = `{}${values}`;
		else facts["a"] = values;
	}
	for (const [letter, name] of plain) if (schema[name] !== undefined) facts[letter] = schema[name];
	if (schema.properties !== undefined) {
		facts["p"] = Object.fromEntries(Object.entries(schema.properties).map(([name, value]) => [name, encodeSchema(value, from)]));
	}
	if (schema.kinds !== undefined) facts["K"] = schema.kinds.map(kindName);
	return Object.keys(facts).length === 0 ? expression : [expression, facts];
}

function simpleExpression({ type, format }: Schema): string {
	return format === undefined ? (type ?? "") : `${type ?? ""}:${format}`;
}

/** Reads a schema of a definition in the package `from`. */
export function decodeSchema(compact: CompactSchema, from: string): Schema {
	if (typeof compact === "string") return decodeExpression(compact, from);
	const [expression, facts] = compact;
	const schema: Mutable<Schema> = decodeExpression(expression, from);
	for (const letter in facts) {
		const value: unknown = facts[letter as keyof CompactFacts];
		if (letter === "p") schema.properties = decodeProperties(value as NonNullable<CompactFacts["p"]>, from);
		else if (letter === "i") schema.items = decodeSchema(value as CompactSchema, from);
		else if (letter === "a") schema.additionalProperties = decodeSchema(value as CompactSchema, from);
		else if (letter === "K") schema.kinds = (value as readonly string[]).map(parseKindName);
		else (schema as Record<string, unknown>)[plainNames[letter] ?? letter] = value;
	}
	return schema;
}

function decodeProperties(compact: NonNullable<CompactFacts["p"]>, from: string): Record<string, Schema> {
	const properties: Record<string, Schema> = {};
	for (const name in compact) properties[name] = decodeSchema(compact[name] ?? "", from);
	return properties;
}

function decodeExpression(expression: string, from: string): Mutable<Schema> {
	if (expression === "") return {};
	if (expression.startsWith("#")) return { ref: expandName(expression.slice(1), from) };
	if (expression.startsWith("[]")) return { type: "array", items: decodeExpression(expression.slice(2), from) };
	if (expression.startsWith("{}")) return { type: "object", additionalProperties: decodeExpression(expression.slice(2), from) };
	const colon = expression.indexOf(":");
	if (colon === -1) return { type: expression as NonNullable<Schema["type"]> };
	const format = expression.slice(colon + 1);
	return colon === 0 ? { format } : { type: expression.slice(0, colon) as NonNullable<Schema["type"]>, format };
}
