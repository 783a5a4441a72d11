import { wireFormFacts } from "./wire-form-facts.ts";

/**
 * What the API descriptions do not say about a field and its JSON shows: whether the server tells an absent value from an
 * empty one, and whether it writes empty ones.
 */
export interface WireForm {
	/** A scalar whose absence differs from zero, so that `0`, `false` and `""` are kept. */
	readonly pointer: boolean;
	/** A structure that is there even when it is empty: `{}`. */
	readonly structure: boolean;
	/** Written although it is empty: scalars as zero, lists and maps as `null`. */
	readonly always: boolean;
}

/** The wire form of a field of a definition; `undefined` for a definition that is not known, as in custom resources. */
export type WireForms = (definition: string, field: string) => WireForm | undefined;

const usual: WireForm = { pointer: false, structure: false, always: false };

let lines: ReadonlyMap<string, string> | undefined;
const parsed = new Map<string, ReadonlyMap<string, WireForm>>();

/** The wire forms of the built-in kinds. */
export const builtInWireForms: WireForms = (definition, field) => {
	lines ??= indexFacts();
	let fields = parsed.get(definition);
	if (fields === undefined) {
		const line = lines.get(definition);
		if (line === undefined) return undefined;
		fields = new Map(line.split(" ").slice(1).map(parseField));
		parsed.set(definition, fields);
	}
	return fields.get(field) ?? usual;
};

function parseField(text: string): [string, WireForm] {
	const name = /^[^?=!]+/.exec(text)?.[0] ?? text;
	const marks = text.slice(name.length);
	return [name, { pointer: marks.includes("?"), structure: marks.includes("="), always: marks.includes("!") }];
}

function indexFacts(): Map<string, string> {
	const index = new Map<string, string>();
	let folder = "";
	for (const line of wireFormFacts.split("\n")) {
		const [first = "", ...names] = line.split(" ");
		if (first === "-") for (const name of names) index.set(`io.k8s.${folder}.${name}`, name);
		// Names of packages have dots, names of definitions have none.
		else if (first.includes(".")) folder = first;
		else if (first !== "") index.set(`io.k8s.${folder}.${first}`, line);
	}
	return index;
}
