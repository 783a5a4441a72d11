import type { Schema } from "@kubex/openapi";
import { keyElement, type PathElement, valueElement } from "./path-element.ts";

/** How a value is divided into fields that have owners of their own. */
export interface Structure {
	/** `any` is divided by the value that is there: maps are, lists are not. */
	readonly kind: "scalar" | "list" | "map" | "any";
	/** Whether it is owned as one. */
	readonly atomic: boolean;
	/** What tells the elements of a list apart; absent where they are told apart by their values. */
	readonly keys?: readonly string[] | undefined;
	/** The elements of a list, or the values of a map. */
	readonly items?: Schema | undefined;
	/** The fields of an object; absent for a map with any keys. */
	readonly fields?: Readonly<Record<string, Schema>> | undefined;
	/** What a scalar must be; absent where several will do. */
	readonly scalar?: "string" | "numeric" | "boolean" | undefined;
}

/** An amount may be a number as well as a text. */
const quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity";
const any: Structure = { kind: "any", atomic: false };
const anything: Schema = {};

/** Knows how the values of API descriptions are divided. */
export class Structures {
	readonly #definitions: Readonly<Record<string, Schema>>;
	readonly #known = new WeakMap<Schema, Structure>();

	constructor(definitions: Readonly<Record<string, Schema>>) {
		this.#definitions = definitions;
	}

	/** The structure of a value of a schema. */
	of(schema: Schema): Structure {
		let structure = this.#known.get(schema);
		if (structure === undefined) {
			structure = this.#read(schema);
			this.#known.set(schema, structure);
		}
		return structure;
	}

	/** The schema of a field, or of the value of a key. */
	field({ fields, items }: Structure, name: string): Schema | undefined {
		if (fields === undefined) return items ?? anything;
		// Objects of custom kinds may have fields that are known, and others besides.
		return Object.hasOwn(fields, name) ? fields[name] : items;
	}

	/** What an element of a list may leave out of its keys. */
	keyDefault({ items = anything }: Structure, key: string): unknown {
		return this.of(items).fields?.[key]?.default;
	}

	/**
	 * The step to an element of a list that is divided.
	 *
	 * @throws InvalidElement for an element that cannot be told from others.
	 */
	element(list: Structure, value: unknown): PathElement {
		if (list.keys === undefined) {
			if (value === null) throw new InvalidElement("associative list without keys has an element that's an explicit null");
			if (Array.isArray(value)) throw new InvalidElement("not supported: associative list with lists as elements");
			if (typeof value === "object") throw new InvalidElement("associative list without keys has an element that's a map type");
			return valueElement(value);
		}
		if (value === null || value === undefined) throw new InvalidElement("associative list with keys may not have a null element");
		if (typeof value !== "object" || Array.isArray(value)) {
			throw new InvalidElement("associative list with keys may not have non-map elements");
		}
		const keys: Record<string, unknown> = {};
		for (const key of list.keys) {
			const { [key]: own } = value as Record<string, unknown>;
			const given = own === undefined ? this.keyDefault(list, key) : own;
			if (given === undefined) {
				const text = `associative list with keys has an element that omits key field ${JSON.stringify(key)} (and doesn't have default value)`;
				throw new InvalidElement(text);
			}
			keys[key] = given;
		}
		return keyElement(keys);
	}

	#read(schema: Schema): Structure {
		if (schema.ref !== undefined) {
			if (schema.ref === quantity) return { kind: "scalar", atomic: true };
			const definition = this.of(this.#definitions[schema.ref] ?? anything);
			// A field may say more of its value than the definition does.
			return schema.mapType === undefined ? definition : { ...definition, atomic: schema.mapType === "atomic" };
		}
		switch (schema.type) {
			case "array":
				return {
					kind: "list",
					atomic: schema.listType !== "map" && schema.listType !== "set",
					items: schema.items ?? anything,
					keys: schema.listType === "map" ? (schema.listMapKeys ?? []) : undefined,
				};
			case "object":
				return {
					kind: "map",
					// What may hold any fields is owned as one.
					atomic: schema.mapType === "atomic" || (schema.properties ?? schema.additionalProperties) === undefined,
					fields: schema.properties,
					items: schema.additionalProperties,
				};
			case "integer":
			case "number":
				return { kind: "scalar", atomic: true, scalar: "numeric" };
			case "boolean":
				return { kind: "scalar", atomic: true, scalar: "boolean" };
			case "string":
				if (schema.format === "int-or-string") return any;
				// Times, and what may be a number as well, are no mere texts to the server.
				return {
					kind: "scalar",
					atomic: true,
					scalar: schema.format === undefined || schema.format === "byte" ? "string" : undefined,
				};
			default:
				return any;
		}
	}
}

/** An element of a list that has no place of its own. */
export class InvalidElement extends Error {
	override readonly name: string = "InvalidElement";
}
