import {
	constructFromEvents,
	DEFAULT_SCALAR_STYLE_RULES,
	dump,
	EVENT_ID,
	type Event,
	getScalarValue,
	parseEvents,
	SCALAR_STYLE,
	type ScalarStyleRule,
	YAMLException,
} from "js-yaml";
import type { DecodedDocument } from "../json/json-document.ts";
import { serverYamlSchema } from "./server-yaml-schema.ts";

/** How many values a document may hold once its aliases are written out; a small text can name a huge one. */
const maximumValues = 1_000_000;

/** A text that is no YAML; the message names the line in the server's form. */
export class YamlSyntaxError extends Error {
	override readonly name: string = "YamlSyntaxError";
}

/**
 * Reads the first document of a YAML text; an empty text is `null`. Of a repeated key the last value counts, and the document reports it with its line, as
 * the server words it: `line 3: key "name" already set in map`.
 *
 * @throws YamlSyntaxError for a text that is no YAML, or holds what JSON cannot.
 */
export function readYaml(bytes: Uint8Array): DecodedDocument {
	const source = new TextDecoder().decode(bytes);
	try {
		const events = firstDocument(parseEvents(source, { maxDepth: 10_000 }));
		const [value = null] = constructFromEvents(events, { source, schema: serverYamlSchema, json: true });
		return { value: plain(value, { left: maximumValues }), duplicateFields: repeatedKeys(events, source) };
	} catch (error) {
		if (!(error instanceof YAMLException)) throw error;
		const line = error.mark?.line ?? 0;
		// The server counts from the line before, and is silent about the first.
		throw new YamlSyntaxError(line === 0 ? `yaml: ${error.reason}` : `yaml: line ${line + 1}: ${error.reason}`, { cause: error });
	}
}

/** The server puts what would be read as something else than text, such as a number, into double quotes. */
const quoteAmbiguous: ScalarStyleRule = (layout) => {
	if (layout.style === SCALAR_STYLE.SINGLE_QUOTED && /^[\w.+:~-]*$/.test(layout.node.value))
		layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
};

/** Writes a value as the server does: keys in order, lists not indented. */
export function writeYaml(value: unknown): string {
	const scalarStyleRules = [...Object.values(DEFAULT_SCALAR_STYLE_RULES), quoteAmbiguous];
	return dump(value, { noRefs: true, sortKeys: true, seqNoIndent: true, lineWidth: 80, scalarStyleRules });
}

function firstDocument(events: Event[]): Event[] {
	const second = events.findIndex((event, index) => index > 0 && event.type === EVENT_ID.DOCUMENT);
	return second === -1 ? events : events.slice(0, second);
}

/** Copies a value without shared parts, because what reads it may change one of them. */
function plain(value: unknown, values: { left: number }): unknown {
	values.left -= 1;
	if (values.left < 0) throw new YamlSyntaxError("yaml: document contains excessive aliasing");
	if (typeof value === "number" && !Number.isFinite(value)) {
		throw new YamlSyntaxError(`error converting YAML to JSON: json: unsupported value: ${value}`);
	}
	if (Array.isArray(value)) return value.map((item) => plain(item, values));
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, values)]));
}

interface OpenCollection {
	/** The keys seen; absent for a list. */
	readonly keys?: Set<string>;
	expectsKey: boolean;
}

function repeatedKeys(events: readonly Event[], source: string): readonly string[] {
	const repeated: string[] = [];
	const open: OpenCollection[] = [];
	for (const event of events) {
		if (event.type === EVENT_ID.DOCUMENT) continue;
		if (event.type === EVENT_ID.POP) {
			open.pop();
			continue;
		}
		const parent = open.at(-1);
		if (parent?.keys !== undefined) {
			if (parent.expectsKey && event.type === EVENT_ID.SCALAR) {
				const key = getScalarValue(source, event);
				if (parent.keys.has(key)) {
					const line = source.slice(0, event.valueStart).split("\n").length;
					repeated.push(`line ${line}: key ${JSON.stringify(key)} already set in map`);
				}
				parent.keys.add(key);
			}
			parent.expectsKey = !parent.expectsKey;
		}
		if (event.type === EVENT_ID.MAPPING) open.push({ keys: new Set(), expectsKey: true });
		else if (event.type === EVENT_ID.SEQUENCE) open.push({ expectsKey: false });
	}
	return repeated;
}
