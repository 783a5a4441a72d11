import type { Schema } from "@kubex/openapi";
import type { WireForms } from "../schema/wire-form.ts";
import { StrategicPatchError } from "./strategic-patch-error.ts";

/** How a strategic merge patch treats a field. */
export interface PatchField {
	/** The object's, or, of a list, its elements'. */
	readonly schema: Schema;
	/** Whether lists are merged, or objects replaced. */
	readonly strategy: "merge" | "replace" | undefined;
	/** What tells the objects of a list apart; empty for a list of scalars. */
	readonly mergeKey: string;
}

/** Finds how fields are patched, by the API descriptions. */
export class PatchSchemas {
	readonly #definitions: Readonly<Record<string, Schema>>;
	readonly #wireForms: WireForms;

	constructor(definitions: Readonly<Record<string, Schema>>, wireForms: WireForms) {
		this.#definitions = definitions;
		this.#wireForms = wireForms;
	}

	/** How a field of an object of a schema is patched. */
	field(schema: Schema, name: string): PatchField {
		const { properties, additionalProperties = {} } = this.#resolve(schema);
		const field = (properties === undefined ? additionalProperties : properties[name]) ?? {};
		const strategies = (field.patchStrategy ?? "").split(",");
		return {
			schema: field.type === "array" ? (field.items ?? {}) : field,
			strategy: (["merge", "replace"] as const).find((strategy) => strategies.includes(strategy)),
			mergeKey: field.patchMergeKey ?? "",
		};
	}

	/**
	 * How a field that a directive takes for a list is patched.
	 *
	 * @throws StrategicPatchError when there is no such field, or it can be no list.
	 */
	list(schema: Schema, name: string): PatchField {
		const { properties } = this.#resolve(schema);
		if (properties === undefined) {
			throw new StrategicPatchError("merging an object in json but data type is not struct, instead is: map");
		}
		const { ref: definition = "" } = schema;
		const field = properties[name];
		if (field === undefined) {
			const struct = definition.slice(definition.lastIndexOf(".") + 1);
			throw new StrategicPatchError(`unable to find api field in struct ${struct} for the json field ${JSON.stringify(name)}`);
		}
		// A pointer may be one to a list, for all that the server looks.
		if (field.type !== "array" && !this.#isPointer(definition, name, field)) {
			throw new StrategicPatchError("expected slice or array type, but got: struct");
		}
		return this.field(schema, name);
	}

	#isPointer(definition: string, name: string, field: Schema): boolean {
		const { pointer = false, structure = false } = this.#wireForms(definition, name) ?? {};
		return pointer || (!structure && this.#resolve(field).properties !== undefined);
	}

	#resolve(schema: Schema): Schema {
		return schema.ref === undefined ? schema : this.#resolve(this.#definitions[schema.ref] ?? {});
	}
}
