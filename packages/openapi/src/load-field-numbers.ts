import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dataDirectoryOf } from "./load-api-description.ts";

/** A field of a message: its name in JSON, or the message whose fields stand in its place. */
export type NumberedField = { readonly name: string } | { readonly embedded: string };

const file = "field-numbers.json";
let texts: Readonly<Record<string, string>> | undefined;
const known = new Map<string, ReadonlyMap<number, NumberedField>>();

/**
 * The fields of a message by the numbers that they have in protobuf, the same in every release; `undefined` for a definition that is no
 * message.
 *
 * @example
 * ```ts
 * fieldNumbers("io.k8s.api.core.v1.Pod")?.get(2); // { name: "spec" }
 * ```
 */
export function fieldNumbers(definition: string): ReadonlyMap<number, NumberedField> | undefined {
	let fields = known.get(definition);
	if (fields !== undefined) return fields;
	texts ??= JSON.parse(readFileSync(join(dataDirectoryOf(file), file), "utf8")) as Readonly<Record<string, string>>;
	const text = texts[definition];
	if (text === undefined) return undefined;
	fields = read(text);
	known.set(definition, fields);
	return fields;
}

function read(text: string): ReadonlyMap<number, NumberedField> {
	const fields = new Map<number, NumberedField>();
	let next = 1;
	for (const word of text.split(" ").filter((each) => each !== "")) {
		if (/^\d+$/.test(word)) next = Number(word);
		else fields.set(next++, word.startsWith("*") ? { embedded: word.slice(1) } : { name: word });
	}
	return fields;
}
