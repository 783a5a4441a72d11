import type { MetadataReader } from "../registry/object-reader.ts";
import { additionalSchema, isObject, type JsonObject, type JsonSchema, propertySchema } from "./json-schema.ts";

/** A value whose embedded objects have metadata as the server keeps it. */
export interface ReadEmbedded {
	readonly value: unknown;
	/** What is wrong with such metadata; `undefined` where nothing is. */
	readonly failure?: string | undefined;
	/** The paths of members that no metadata has, sorted. */
	readonly unknown: readonly string[];
}

/** Reads the metadata of the objects that a schema says are embedded in a value. */
export function readEmbedded(value: unknown, schema: JsonSchema, readMetadata: MetadataReader): ReadEmbedded {
	if (!hasEmbedded(schema)) return { value, unknown: [] };
	const reading = new Reading(readMetadata);
	const read = reading.members(value, schema, "");
	return { value: read, failure: reading.failure, unknown: reading.unknown.toSorted() };
}

class Reading {
	failure: string | undefined;
	readonly unknown: string[] = [];
	readonly #readMetadata: MetadataReader;

	constructor(readMetadata: MetadataReader) {
		this.#readMetadata = readMetadata;
	}

	members(value: unknown, schema: JsonSchema, path: string): unknown {
		if (Array.isArray(value)) {
			const { items } = schema;
			return items === undefined ? value : value.map((item, index) => this.#value(item, items, `${path}[${index}]`));
		}
		if (!isObject(value)) return value;
		return Object.fromEntries(
			Object.entries(value).map(([name, member]) => {
				const known = propertySchema(schema, name) ?? additionalSchema(schema);
				return [name, known === undefined ? member : this.#value(member, known, path === "" ? name : `${path}.${name}`)];
			}),
		);
	}

	#value(value: unknown, schema: JsonSchema, path: string): unknown {
		const read = this.members(value, schema, path);
		if (schema["x-kubernetes-embedded-resource"] !== true || !isObject(read) || !isObject(read["metadata"])) return read;
		return this.#withMetadata(read, path);
	}

	#withMetadata(object: JsonObject, path: string): JsonObject {
		const { metadata, failure, unknown } = this.#readMetadata(object["metadata"]);
		this.failure ??= failure === undefined ? undefined : `.${path}.metadata: ${failure}`;
		this.unknown.push(...unknown.map((member) => `${path}.metadata.${member}`));
		return { ...object, metadata: metadata ?? {} };
	}
}

function hasEmbedded(schema: JsonSchema): boolean {
	const { items, properties = {} } = schema;
	return [...Object.values(properties), items, additionalSchema(schema)].some(
		(part) => part !== undefined && (part["x-kubernetes-embedded-resource"] === true || hasEmbedded(part)),
	);
}
