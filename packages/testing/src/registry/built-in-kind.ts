import type { Schema } from "@kubex/openapi";
import { unstructuredMismatch } from "../schema/unstructured-mismatch.ts";
import type { ObjectKind } from "./object-kind.ts";
import type { ExpectedKind, ObjectReader, ReadObject, ReadOptions } from "./object-reader.ts";
import type { ResourceBody } from "./resource-request.ts";
import type { FieldValidation } from "./write-options.ts";

/** A kind whose objects are read by the API descriptions. */
export class BuiltInKind implements ObjectKind {
	readonly group: string;
	readonly version: string;
	readonly kind: string;
	readonly schema: Schema;
	readonly #definition: string;
	readonly #definitions: Readonly<Record<string, Schema>>;
	readonly #reader: ObjectReader;

	constructor(
		{ group, version, kind, definition }: ExpectedKind,
		reader: ObjectReader,
		definitions: Readonly<Record<string, Schema>>,
	) {
		this.group = group;
		this.version = version;
		this.kind = kind;
		this.schema = { ref: definition };
		this.#definition = definition;
		this.#definitions = definitions;
		this.#reader = reader;
	}

	read(body: ResourceBody | undefined, validation: FieldValidation, options?: ReadOptions): ReadObject {
		const { group, version, kind } = this;
		return this.#reader.read({ group, version, kind, definition: this.#definition }, body, validation, options);
	}

	mismatch(value: unknown): string | undefined {
		return unstructuredMismatch(this.#definitions, this.schema, value);
	}

	emptyObject(): Record<string, unknown> {
		return this.#reader.emptyObject(this.#definition);
	}

	emptyStatus(): unknown {
		return this.#reader.emptyStatus(this.#definition);
	}

	emptyMembers(): Readonly<Record<string, unknown>> {
		return this.#reader.empty(this.#definition);
	}
}
