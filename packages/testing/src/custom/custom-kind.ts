import type { Schema } from "@kubex/openapi";
import { decodingProblems } from "../registry/decoding-problems.ts";
import type { ObjectKind } from "../registry/object-kind.ts";
import { disowns, type MetadataReader, type ReadObject, type ReadOptions } from "../registry/object-reader.ts";
import type { ResourceBody } from "../registry/resource-request.ts";
import type { FieldValidation } from "../registry/write-options.ts";
import { invalidValue } from "../status/field-error.ts";
import { goQuote } from "../status/go-quote.ts";
import { invalid } from "../status/object-errors.ts";
import { badRequest } from "../status/request-errors.ts";
import type { ObjectState } from "../storage/object-state.ts";
import { readEmbedded } from "./embedded-objects.ts";
import { fillDefaults } from "./fill-defaults.ts";
import { isObject, type JsonObject, type JsonSchema } from "./json-schema.ts";
import { ownershipSchema } from "./ownership-schema.ts";
import { pruneObject } from "./prune.ts";

/** What a {@link CustomKind} is made from. */
export interface CustomKindOptions {
	readonly group: string;
	readonly version: string;
	readonly kind: string;
	readonly schema: JsonSchema;
	/** Reads the metadata of objects, which no schema describes. */
	readonly readMetadata: MetadataReader;
}

/** A kind whose objects are read by the schema of its definition. */
export class CustomKind implements ObjectKind {
	readonly group: string;
	readonly version: string;
	readonly kind: string;
	readonly schema: Schema;
	readonly #apiVersion: string;
	readonly #schema: JsonSchema;
	readonly #readMetadata: MetadataReader;

	constructor({ group, version, kind, schema, readMetadata }: CustomKindOptions) {
		this.group = group;
		this.version = version;
		this.kind = kind;
		this.schema = ownershipSchema(schema);
		this.#apiVersion = `${group}/${version}`;
		this.#schema = schema;
		this.#readMetadata = readMetadata;
	}

	read(body: ResourceBody | undefined, validation: FieldValidation, options: ReadOptions = {}): ReadObject {
		const refuse =
			options.refuse ??
			((text: string) => badRequest(`${this.kind} in version "${this.version}" cannot be handled as a ${this.kind}: ${text}`));
		const value = isObject(body?.value) ? body.value : {};
		this.#checkKind(value, options.refuse);
		const given = value["metadata"];
		const { metadata, failure, unknown } = this.#readMetadata(given ?? {});
		if (failure !== undefined || metadata === undefined) throw refuse(failure ?? "metadata is not an object");
		const pruned = pruneObject(value, this.#schema);
		const embedded = readEmbedded(pruned.value, this.#schema, this.#readMetadata);
		if (embedded.failure !== undefined) throw refuse(embedded.failure);
		const fields = [...unknown.map((path) => `metadata.${path}`), ...pruned.unknown, ...embedded.unknown];
		const repeated = decodingProblems(body, []);
		const texts = [...repeated.warnings, ...fields.map((path) => `unknown field ${goQuote(path)}`)];
		const remarks = validation === "Ignore" ? [] : [...(options.remarks ?? []), ...texts];
		if (validation === "Strict" && remarks.length > 0) throw refuse(`strict decoding error: ${remarks.join(", ")}`);
		return {
			state: stateOf(fillDefaults(embedded.value, this.#schema) as JsonObject, metadata),
			invalid: [],
			warnings: remarks,
			disowns: disowns(value),
			emptied: [],
			sent: [],
			nulls: false,
		};
	}

	/**
	 * What is stored as this version shows it: by the schemas of today, whatever they were when it was written. Defaults are those of the
	 * version that objects are stored in.
	 *
	 * @param stored The schema of that version, where it is another one.
	 */
	view(state: ObjectState, stored: JsonSchema | undefined): ObjectState {
		const read = this.#viewBy(stored ?? this.#schema, state);
		const value = stored === undefined ? read : pruneObject(read, this.#schema).value;
		return stateOf(value, state.metadata);
	}

	#viewBy(schema: JsonSchema, state: ObjectState): JsonObject {
		const embedded = readEmbedded(pruneObject(state, schema).value, schema, this.#readMetadata);
		return fillDefaults(embedded.value, schema) as JsonObject;
	}

	mismatch(): undefined {
		// What does not fit the schema is told by the validation that follows.
		return undefined;
	}

	emptyObject(): Record<string, unknown> {
		return {};
	}

	emptyStatus(): undefined {
		return undefined;
	}

	emptyMembers(): JsonObject {
		return {};
	}

	#checkKind(value: JsonObject, refuse: ReadOptions["refuse"]): void {
		const { apiVersion, kind } = value;
		if (typeof kind !== "string" || kind === "") {
			const json = JSON.stringify(value);
			const text = `Object 'Kind' is missing in '${json}'`;
			const shown = json.length > 30 ? `${json.slice(0, 30)} ...` : json;
			throw (
				refuse?.(text) ?? badRequest(`the object provided is unrecognized (must be of type ${this.kind}): ${text} (${shown})`)
			);
		}
		if (apiVersion !== this.#apiVersion) {
			const given = typeof apiVersion === "string" ? apiVersion : "";
			throw badRequest(`the API version in the data (${given}) does not match the expected API version (${this.#apiVersion})`);
		}
		if (kind === this.kind) return;
		const name = isObject(value["metadata"]) ? value["metadata"]["name"] : undefined;
		const error = invalidValue("kind", kind, `must be ${this.kind}`);
		throw invalid({ group: this.group, kind }, typeof name === "string" ? name : "", [error]);
	}
}

function stateOf(
	{ apiVersion: _apiVersion, kind: _kind, metadata: _metadata, ...rest }: JsonObject,
	metadata: object,
): ObjectState {
	return { metadata, ...rest };
}
