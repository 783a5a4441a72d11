import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface WireField {
	readonly n: number;
	readonly name: string;
	readonly ref?: string;
	readonly embedded?: boolean;
}

interface WireDocument {
	readonly messages: Readonly<Record<string, readonly WireField[]>>;
}

/** The file of the numbers of fields. */
const fieldNumbersFile = "field-numbers.json";

/**
 * Writes down the numbers that fields have in protobuf, from the documents `protobuf-v1.NN.json` of a folder, where it has some. A field
 * keeps its number through all releases, so one table is for all of them.
 *
 * A message is the names of its fields in the order of their numbers; a number stands before a name that does not follow its neighbour,
 * and a star before the message whose fields stand in its place.
 */
export function saveFieldNumbers(source: string, output: string): string | undefined {
	if (!statSync(source).isDirectory()) return undefined;
	const names = readdirSync(source).filter((name) => /^protobuf-v\d+\.\d+\.json$/.test(name));
	if (names.length === 0) return undefined;
	const messages = new Map<string, Map<number, string>>();
	for (const name of names.toSorted()) {
		const document: WireDocument = JSON.parse(readFileSync(join(source, name), "utf8"));
		for (const [message, fields] of Object.entries(document.messages)) {
			const known = messages.get(message) ?? new Map<number, string>();
			for (const { n, name: field, ref, embedded } of fields) known.set(n, embedded === true ? `*${ref}` : field);
			messages.set(message, known);
		}
	}
	const table = [...messages.keys()].toSorted().map((message) => [message, describe(messages.get(message) ?? new Map())]);
	const file = join(output, fieldNumbersFile);
	writeFileSync(file, `${JSON.stringify(Object.fromEntries(table), undefined, 0).replaceAll('","', '",\n"')}\n`);
	return file;
}

function describe(fields: ReadonlyMap<number, string>): string {
	let next = 1;
	return [...fields]
		.toSorted(([a], [b]) => a - b)
		.flatMap(([number, name]) => {
			const words = number === next ? [name] : [String(number), name];
			next = number + 1;
			return words;
		})
		.join(" ");
}
