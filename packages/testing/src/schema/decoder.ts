import type { Schema } from "@kubex/openapi";
import { notSupported, required } from "../status/field-error.ts";
import { type Decode, Decoding, type Step } from "./decoding.ts";
import type { Defaults } from "./defaults/defaults.ts";
import { withMembers } from "./defaults/with-members.ts";
import { embeddedStructure } from "./embedded-structures.ts";
import { goTypeOfField } from "./go-types.ts";
import {
	decodeAnything,
	decodeBoolean,
	decodeBytes,
	decodeInteger,
	decodeIntOrString,
	decodeMicroTime,
	decodeNumber,
	decodeQuantity,
	decodeString,
	decodeTime,
} from "./scalar-decode.ts";
import { isEnforced } from "./unenforced.ts";
import type { WireForms } from "./wire-form.ts";

const handwritten: Readonly<Record<string, readonly [decode: (struct: string) => Decode, goType: string]>> = {
	"io.k8s.apimachinery.pkg.api.resource.Quantity": [decodeQuantity, "resource.Quantity"],
	"io.k8s.apimachinery.pkg.apis.meta.v1.Time": [decodeTime, "v1.Time"],
	"io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": [decodeMicroTime, "v1.MicroTime"],
	"io.k8s.apimachinery.pkg.util.intstr.IntOrString": [decodeIntOrString, "intstr.IntOrString"],
};

/** What stands for an absent value of a type that is no pointer. */
export const zeros: Readonly<Record<string, unknown>> = {
	"io.k8s.apimachinery.pkg.api.resource.Quantity": "0",
	"io.k8s.apimachinery.pkg.apis.meta.v1.Time": null,
	"io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": null,
	"io.k8s.apimachinery.pkg.util.intstr.IntOrString": 0,
};

const schemaPackage = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.";
const schemaAlternatives: ReadonlySet<string> = new Set(
	["JSONSchemaPropsOrArray", "JSONSchemaPropsOrBool", "JSONSchemaPropsOrStringArray"].map((name) => schemaPackage + name),
);

interface Property {
	readonly name: string;
	/** Its name as part of a path. */
	readonly step: Step;
	readonly schema: Schema;
	readonly required: boolean;
	/** Keeps zero values. */
	readonly pointer: boolean;
	/** What stands for an absent or empty value; `undefined` leaves it out. */
	readonly empty: "structure" | "zero" | "null" | undefined;
	/** What an absent value stands for; `undefined` when there is no default. */
	readonly fallback: unknown;
	decode: Decode | undefined;
}

/**
 * Reads bodies by their definitions: checks types, drops what the definition does not have, adds the defaults that it
 * states and those that the server knows besides, and brings values into their canonical form, keys included, so that equal objects have equal JSON texts.
 * A definition is compiled when an object of it is first read.
 */
export class Decoder {
	readonly #definitions: Readonly<Record<string, Schema>>;
	readonly #wireForms: WireForms;
	readonly #defaults: Defaults;
	readonly #compiled = new Map<string, Decode>();

	constructor(definitions: Readonly<Record<string, Schema>>, wireForms: WireForms, defaults: Defaults) {
		this.#definitions = definitions;
		this.#wireForms = wireForms;
		this.#defaults = defaults;
	}

	/** Reads a value as an object of a definition; what is wrong with it is in the second part of the answer. */
	decode(
		definition: string,
		value: unknown,
	): { readonly object: Record<string, unknown> | undefined; readonly decoding: Decoding } {
		let decoding = new Decoding(false);
		let object = this.#compile(definition)(value, decoding);
		if (decoding.failure !== undefined) {
			// The first problem is that which comes first in the text.
			decoding = new Decoding(true);
			object = this.#compile(definition)(value, decoding);
		}
		return { object: isRecord(object) ? object : undefined, decoding };
	}

	#compile(name: string): Decode {
		const known = this.#compiled.get(name);
		if (known !== undefined) return known;
		const schema = this.#definitions[name];
		let decode: Decode;
		if (schema?.properties === undefined) decode = schema?.type === "string" ? decodeString(shortName(name)) : decodeAnything;
		else decode = this.#structure(name, schema);
		this.#compiled.set(name, decode);
		return decode;
	}

	#structure(name: string, schema: Schema): Decode {
		const struct = shortName(name);
		const properties = this.#properties(name, schema);
		const byName = new Map(properties.map((property) => [property.name, property]));
		const derive = this.#defaults(name)?.derive;
		return (value, decoding) => {
			if (!isRecord(value)) return decoding.mismatch(value, struct, goTypeOf(name));
			let known = 0;
			const object: Record<string, unknown> = {};
			for (const property of decoding.inTextOrder ? inOrderOf(properties, value) : properties) {
				const given = value[property.name];
				let result: unknown;
				if (given !== undefined) {
					known++;
					if (given !== null) {
						property.decode ??= this.#valueOf(property.schema, struct, goTypeOfField(name, property.name));
						decoding.enter(property.step);
						result = property.decode(given, decoding);
						decoding.leave();
						if (!property.pointer && isEmpty(result, property.schema)) result = keptEmpty(result, property, decoding);
					}
				}
				if (result === undefined) result = this.#absent(property, struct, decoding);
				if (result !== undefined) object[property.name] = result;
			}
			if (!decoding.unknownFields && known < Object.keys(value).length) {
				decoding.unknownFields = Object.keys(value).some((key) => !byName.has(key));
			}
			return derive === undefined || decoding.failure !== undefined ? object : withMembers(object, derive(object));
		};
	}

	#properties(name: string, schema: Schema): Property[] {
		const requiredNames = new Set(schema.required);
		const { values } = this.#defaults(name) ?? {};
		return Object.entries(schema.properties ?? {}).map(([property, value]) => {
			const form = this.#wireForms(name, property);
			let empty: Property["empty"];
			if (form?.structure === true)
				empty = value.ref !== undefined && handwritten[value.ref] !== undefined ? "zero" : "structure";
			else if (form?.always === true) empty = isScalar(value) && !form.pointer ? "zero" : "null";
			const stated = value.default === undefined || isEmpty(value.default, value) ? undefined : value.default;
			const within = embeddedStructure(name, property);
			return {
				name: property,
				step: within === undefined ? property : { field: property, within },
				schema: value,
				required: requiredNames.has(property) && isEnforced(name, property),
				pointer:
					isIntOrString(value) ||
					(form?.pointer ?? (value.type === "integer" || value.type === "number" || value.type === "boolean")),
				empty,
				fallback: values?.[property] ?? stated,
				decode: undefined,
			};
		});
	}

	#absent(property: Property, struct: string, decoding: Decoding): unknown {
		const { schema, empty } = property;
		if (property.fallback !== undefined) return property.fallback;
		if (property.required && (empty === "null" || isText(schema) || (empty === undefined && !isScalar(schema)))) {
			decoding.invalid.push(required(decoding.path(property.name)));
		}
		switch (empty) {
			case "structure": {
				property.decode ??= this.#valueOf(schema, struct);
				decoding.enter(property.name);
				const value = property.decode({}, decoding);
				decoding.leave();
				return value;
			}
			case "null":
				return null;
			case "zero":
				return schema.ref === undefined ? zeroOf(schema) : zeros[schema.ref];
			default:
				return undefined;
		}
	}

	/** How a value is read; `named` is the server's name of its type, where it has one. */
	#valueOf(schema: Schema, struct: string, named?: string): Decode {
		if (schema.ref !== undefined) {
			// Looked up when it is first needed: a definition may contain itself.
			const definition = schema.ref;
			const special = handwritten[definition];
			if (special !== undefined) return special[0](struct);
			if (schemaAlternatives.has(definition)) return this.#schemaOrElse;
			if (this.#definitions[definition]?.properties === undefined) return this.#compile(definition);
			const type = goTypeOf(definition);
			return (value, decoding) =>
				isRecord(value) ? this.#compile(definition)(value, decoding) : decoding.mismatch(value, struct, type);
		}
		switch (schema.type) {
			case "string":
				if (schema.format === "byte") return decodeBytes(struct);
				if (schema.format === "int-or-string") return decodeIntOrString(struct);
				return schema.enum === undefined ? decodeString(struct, named) : enumeration(schema.enum, struct, named);
			case "integer":
				return decodeInteger(struct, schema.format);
			case "number":
				return decodeNumber(struct);
			case "boolean":
				return decodeBoolean(struct);
			case "array":
				return this.#list(schema.items ?? {}, struct, named?.slice(2));
			case "object":
				return schema.additionalProperties === undefined ? decodeAnything : this.#map(schema.additionalProperties, struct, named);
			default:
				return decodeAnything;
		}
	}

	#list(items: Schema, struct: string, named?: string): Decode {
		const decode = this.#valueOf(items, struct, named);
		const type = `[]${named ?? this.#goType(items)}`;
		return (value, decoding) => {
			if (!Array.isArray(value)) return decoding.mismatch(value, struct, type);
			const list: unknown[] = [];
			for (let index = 0; index < value.length; index++) {
				decoding.enter(index);
				list.push(value[index] === null ? this.#zero(items, decode, decoding) : decode(value[index], decoding));
				decoding.leave();
			}
			return list;
		};
	}

	/** What `null` is among the elements of a list or a map: an object has its defaults. */
	#zero(element: Schema, decode: Decode, decoding: Decoding): unknown {
		const { ref } = element;
		if (ref === undefined) return zeroOf(element);
		if (Object.hasOwn(zeros, ref)) return zeros[ref];
		return this.#definitions[ref]?.properties === undefined ? zeroOf(element) : decode({}, decoding);
	}

	#map(values: Schema, struct: string, named?: string): Decode {
		const decode = this.#valueOf(values, struct);
		const type = named ?? `map[string]${this.#goType(values)}`;
		return (value, decoding) => {
			if (!isRecord(value)) return decoding.mismatch(value, struct, type);
			const entries = Object.entries(value).map(([key, given]): [string, unknown] => {
				decoding.enter({ key });
				const member = given === null ? this.#zero(values, decode, decoding) : decode(given, decoding);
				decoding.leave();
				return [key, member];
			});
			const map: Record<string, unknown> = {};
			// The server reads maps in the order of the text and writes them in the order of their keys.
			for (const [key, member] of entries.toSorted(([a], [b]) => (a < b ? -1 : 1))) setOwn(map, key, member);
			return map;
		};
	}

	/** A schema where something simpler may stand as well. The server's own reader of these says nothing about unknown fields. */
	readonly #schemaOrElse: Decode = (value, decoding) => {
		if (Array.isArray(value)) return value.map((element) => this.#schemaOrElse(element, decoding));
		if (!isRecord(value)) return value;
		const inner = new Decoding(decoding.inTextOrder);
		const schema = this.#compile(`${schemaPackage}JSONSchemaProps`)(value, inner);
		return inner.failure === undefined ? schema : decoding.fail(inner.failure);
	};

	/** The server's name of the type of a value, for errors. */
	#goType(schema: Schema): string {
		if (schema.ref !== undefined) return handwritten[schema.ref]?.[1] ?? goTypeOf(schema.ref);
		if (schema.type === "integer") return schema.format === "int32" ? "int32" : "int64";
		if (schema.type === "boolean") return "bool";
		if (schema.type === "number") return "float64";
		if (schema.type === "array") return `[]${this.#goType(schema.items ?? {})}`;
		if (schema.type === "object") return `map[string]${this.#goType(schema.additionalProperties ?? {})}`;
		return schema.format === "byte" ? "[]uint8" : (schema.type ?? "interface {}");
	}
}

function inOrderOf(properties: readonly Property[], value: Record<string, unknown>): Property[] {
	const names = Object.keys(value);
	return properties.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}

function enumeration(values: readonly string[], struct: string, named?: string): Decode {
	const text = decodeString(struct, named);
	return (value, decoding) => {
		const result = text(value, decoding);
		if (typeof result === "string" && result !== "" && !values.includes(result)) {
			decoding.invalid.push(notSupported(decoding.path(), result, [...values].toSorted()));
		}
		return result;
	};
}

/** `v1.PodSpec` for `io.k8s.api.core.v1.PodSpec`. */
function goTypeOf(definition: string): string {
	return definition.split(".").slice(-2).join(".");
}

function shortName(definition: string): string {
	return definition.slice(definition.lastIndexOf(".") + 1);
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Keeps a key named `__proto__` a key. */
function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
	if (key === "__proto__") Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
	else target[key] = value;
}

/** Whether a value is no list, map or structure. */
export function isScalar(schema: Schema): boolean {
	return schema.type === "string" || schema.type === "integer" || schema.type === "boolean" || schema.type === "number";
}

/** Lists and maps that are always written are `null` when they are empty; whoever sends an empty one owns it all the same. */
function keptEmpty(value: unknown, property: Property, decoding: Decoding): null | undefined {
	if (property.empty !== "null" || property.required) return undefined;
	decoding.noteEmpty(property.name, value);
	return null;
}

/** Numbers or texts are pointers wherever they may be absent: no surge at all is `0`. */
function isIntOrString({ ref, format }: Schema): boolean {
	return format === "int-or-string" || ref === "io.k8s.apimachinery.pkg.util.intstr.IntOrString";
}

function isText(schema: Schema): boolean {
	return schema.type === "string" && schema.format !== "byte";
}

function isEmpty(value: unknown, schema: Schema): boolean {
	if (value === "" || value === 0 || value === false) return true;
	if (Array.isArray(value)) return value.length === 0;
	return schema.additionalProperties !== undefined && isRecord(value) && Object.keys(value).length === 0;
}

/** What an absent value is read as. */
export function zeroOf(schema: Schema): unknown {
	if (schema.type === "string") return "";
	if (schema.type === "boolean") return false;
	if (schema.type === "integer" || schema.type === "number") return 0;
	return schema.type === "array" ? [] : {};
}
