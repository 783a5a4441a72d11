import type { Schema } from "@kubex/openapi";

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

	constructor(definitions: Readonly<Record<string, Schema>>) {
		this.#definitions = definitions;
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

	#resolve(schema: Schema): Schema {
		return schema.ref === undefined ? schema : this.#resolve(this.#definitions[schema.ref] ?? {});
	}
}
