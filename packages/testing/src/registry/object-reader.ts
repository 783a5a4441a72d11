import type { Schema } from "@kubex/openapi";
import { storageVersion } from "../conversion/converted-versions.ts";
import { jsonType } from "../json/json-type.ts";
import { Decoder } from "../schema/decoder.ts";
import type { SentValue } from "../schema/decoding.ts";
import type { Defaults } from "../schema/defaults/defaults.ts";
import { emptyObject, zeroedScalars } from "../schema/empty-object.ts";
import { listUnknownFields } from "../schema/unknown-fields.ts";
import type { WireForms } from "../schema/wire-form.ts";
import type { FieldError } from "../status/field-error.ts";
import { badRequest } from "../status/request-errors.ts";
import type { StatusError } from "../status/status-error.ts";
import type { ObjectState } from "../storage/object-state.ts";
import { BuiltInKind } from "./built-in-kind.ts";
import { decodingProblems } from "./decoding-problems.ts";
import type { ObjectKind } from "./object-kind.ts";
import type { ResourceBody } from "./resource-request.ts";
import type { FieldValidation } from "./write-options.ts";

/** A body as an object, with what is not wrong enough to refuse it at once. */
export interface ReadObject {
	readonly state: ObjectState;
	/** Missing and unsupported values, for the validation that follows admission. */
	readonly invalid: readonly FieldError[];
	readonly warnings: readonly string[];
	/** Whether it asks to forget who owns which field: its managedFields are `[]` or `[{}]`. */
	readonly disowns: boolean;
	/** The members that it has as empty objects, which are otherwise the same as none. */
	readonly emptied: readonly string[];
	/** What is owned as it was sent, and kept in another form: empty lists that become `null`, and `null` for bytes, which becomes none. */
	readonly sent: readonly SentValue[];
	/** Whether it has `null` for bytes. */
	readonly nulls: boolean;
}

/** What a body must be. */
export interface ExpectedKind {
	readonly group: string;
	readonly version: string;
	readonly kind: string;
	readonly definition: string;
}

/** How an object is read that is no body, but what a patch makes of another. */
export interface ReadOptions {
	/** Words what is wrong with it. */
	readonly refuse?: ((text: string) => StatusError) | undefined;
	/** What there is to remark beforehand; none unless given. */
	readonly remarks?: readonly string[] | undefined;
	/** Whether unknown fields are told in the order of their names rather than of the text; `false` unless given. */
	readonly sorted?: boolean | undefined;
}

/** Reads metadata by its own definition. */
export type MetadataReader = (value: unknown) => ReadMetadata;

/** Metadata with what is wrong with it. */
export interface ReadMetadata {
	/** Absent when it cannot be read. */
	readonly metadata: Readonly<Record<string, unknown>> | undefined;
	/** Why it cannot be read. */
	readonly failure: string | undefined;
	/** Its members that no metadata has. */
	readonly unknown: readonly string[];
}

const objectMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
const deleteOptions = "io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions";

/** Reads bodies as objects of a kind. */
export class ObjectReader {
	readonly #definitions: Readonly<Record<string, Schema>>;
	readonly #wireForms: WireForms;
	readonly #decoder: Decoder;
	readonly #empty = new Map<string, Record<string, unknown>>();
	/** `group/version/kind` of every kind there is; worked out when a body is of the wrong one. */
	#kinds: ReadonlySet<string> | undefined;

	constructor(definitions: Readonly<Record<string, Schema>>, wireForms: WireForms, defaults: Defaults) {
		this.#definitions = definitions;
		this.#wireForms = wireForms;
		this.#decoder = new Decoder(definitions, wireForms, defaults);
	}

	/**
	 * Reads a body.
	 *
	 * @throws StatusError 400 for another kind, a wrong type, and, with `Strict`, for fields that are unknown or repeated.
	 */
	read(
		expected: ExpectedKind,
		body: ResourceBody | undefined,
		validation: FieldValidation,
		options: ReadOptions = {},
	): ReadObject {
		const value = body?.value;
		if (typeof value !== "object" || value === null || Array.isArray(value)) throw unrecognized(expected.kind, value);
		this.#checkKind(expected, value as Record<string, unknown>, options.refuse);
		const { object, decoding } = this.#decoder.decode(expected.definition, value);
		const refuse =
			options.refuse ??
			((text: string) =>
				badRequest(`${expected.kind} in version "${expected.version}" cannot be handled as a ${expected.kind}: ${text}`));
		if (decoding.failure !== undefined || object === undefined) throw refuse(decoding.failure ?? "it is not an object");
		const unknown = decoding.unknownFields ? listUnknownFields(this.#definitions, expected.definition, value) : [];
		const problems = decodingProblems(body, options.sorted === true ? unknown.toSorted() : unknown);
		const remarks = validation === "Ignore" ? [] : [...(options.remarks ?? []), ...problems.warnings];
		if (validation === "Strict" && remarks.length > 0) {
			throw refuse(`strict decoding error: ${[...(options.remarks ?? []), problems.summary].filter(Boolean).join(", ")}`);
		}
		const { apiVersion: _apiVersion, kind: _kind, metadata, ...rest } = object;
		const nulls = this.#nulls(expected.definition, value);
		return {
			state: { metadata: metadata ?? {}, ...rest },
			// Metadata has a validation of its own.
			invalid: decoding.invalid.filter((error) => !error.field.startsWith("metadata.")),
			warnings: remarks,
			disowns: disowns(value as Record<string, unknown>),
			emptied: Object.entries(value).flatMap(([name, member]) => (isEmptyObject(member) ? [name] : [])),
			sent: [...decoding.empties, ...nulls],
			nulls: nulls.length > 0,
		};
	}

	#nulls(definition: string, value: object): SentValue[] {
		const { properties = {} } = this.#definitions[definition] ?? {};
		return Object.entries(value).flatMap(([member, given]): SentValue[] => {
			if (properties[member]?.additionalProperties?.format !== "byte" || typeof given !== "object" || given === null) return [];
			return Object.entries(given).flatMap(([key, bytes]) => (bytes === null ? [{ path: [member, key], value: null }] : []));
		});
	}

	/** Reads the metadata of an object whose kind has no definition. */
	readonly readMetadata: MetadataReader = (value) => {
		const { object, decoding } = this.#decoder.decode(objectMeta, value);
		return {
			metadata: object,
			failure: decoding.failure,
			unknown: decoding.unknownFields ? listUnknownFields(this.#definitions, objectMeta, value) : [],
		};
	};

	/** Reads the options of a deletion, which come in a body. */
	readDeleteOptions(value: object): Pick<ReadMetadata, "failure"> & { readonly options: Readonly<Record<string, unknown>> } {
		const { object = {}, decoding } = this.#decoder.decode(deleteOptions, value);
		return { options: object, failure: decoding.failure };
	}

	/** A kind whose bodies are read here. */
	kind(expected: ExpectedKind): ObjectKind {
		return new BuiltInKind(expected, this, this.#definitions);
	}

	/** An object of a definition in which nothing is set or filled in. */
	emptyObject(definition: string): Record<string, unknown> {
		let empty = this.#empty.get(definition);
		if (empty === undefined) {
			empty = emptyObject(this.#definitions, this.#wireForms, definition);
			this.#empty.set(definition, empty);
		}
		return empty;
	}

	/** The status of an object of a definition about which nothing is known; `undefined` when such objects leave it out. */
	emptyStatus(definition: string): unknown {
		return this.#decoder.decode(definition, {}).object?.["status"];
	}

	/** An object of a definition with nothing in it, as bookmarks have it: without `apiVersion`, `kind` and `metadata`. */
	empty(definition: string): Readonly<Record<string, unknown>> {
		const { metadata: _metadata, ...rest } = emptyObject(this.#definitions, this.#wireForms, definition, zeroedScalars);
		return rest;
	}

	#checkKind(expected: ExpectedKind, value: Record<string, unknown>, refuse?: (text: string) => StatusError): void {
		for (const field of ["apiVersion", "kind"] as const) {
			const given = value[field];
			if (given === undefined || given === null || typeof given === "string") continue;
			const found = Array.isArray(given) ? "array" : typeof given === "boolean" ? "bool" : typeof given;
			const text = `json: cannot unmarshal ${found} into Go struct field .${field} of type string`;
			throw refuse?.(`couldn't get version/kind; json parse error: ${text}`) ?? notAnObject(expected.kind, text, value);
		}
		const own = expected.group === "" ? expected.version : `${expected.group}/${expected.version}`;
		const apiVersion = (value["apiVersion"] as string | undefined) || own;
		const kind = (value["kind"] as string | undefined) || expected.kind;
		if (apiVersion === own && kind === expected.kind) return;
		if (kind === expected.kind && storageVersion(apiVersion, kind) === storageVersion(own, kind)) {
			throw badRequest(`the API version in the data (${apiVersion}) does not match the expected API version (${own})`);
		}
		const [group, version] = apiVersion.includes("/") ? (apiVersion.split("/") as [string, string]) : ["", apiVersion];
		this.#kinds ??= new Set(
			Object.values(this.#definitions).flatMap(({ kinds }) =>
				(kinds ?? []).map((item) => `${item.group}/${item.version}/${item.kind}`),
			),
		);
		// The words are those of the server, the name of its source file included.
		const text =
			this.#kinds.has(`${group}/${version}/${kind}`) || (kind === "List" && apiVersion === "v1")
				? `converting (${version}.${kind}) to (${expected.group.split(".")[0] || "core"}.${expected.kind}): unknown conversion`
				: `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`;
		throw refuse?.(text) ?? badRequest(`${kind} in version "${version}" cannot be handled as a ${expected.kind}: ${text}`);
	}
}

function isEmptyObject(value: unknown): boolean {
	return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

/** Whether a body asks to forget who owns which field. */
export function disowns({ metadata }: Readonly<Record<string, unknown>>): boolean {
	const entries = (metadata as { readonly managedFields?: unknown } | null | undefined)?.managedFields;
	if (!Array.isArray(entries) || entries.length > 1) return false;
	return entries.length === 0 || JSON.stringify(entries[0]) === "{}";
}

function unrecognized(kind: string, value: unknown): Error {
	const found = jsonType(value);
	const type = 'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
	const text =
		value === undefined ? "unexpected end of JSON input" : `json: cannot unmarshal ${found} into Go value of type ${type}`;
	return notAnObject(kind, text, value);
}

/** Shows how the body begins: objects as text, anything else as bytes. */
function notAnObject(kind: string, text: string, value: unknown): Error {
	const bytes = Buffer.from(value === undefined ? "" : JSON.stringify(value));
	const start = bytes.subarray(0, 30);
	const shown = bytes.toString("latin1", 0, 1) === "{" ? start.toString() : start.toString("hex");
	const excerpt = bytes.length === 0 ? "<empty>" : `${shown}${bytes.length > 30 ? " ..." : ""}`;
	return badRequest(
		`the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${text} (${excerpt})`,
	);
}
