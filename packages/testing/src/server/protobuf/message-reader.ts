import { fieldNumbers, type GroupVersionKind, type Schema } from "@kubex/openapi";
import { bytesAt, wellKnownMessages } from "./well-known-messages.ts";
import { ProtobufError, readFields, type WireField } from "./wire-fields.ts";

const objectMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
/** `k8s` and a zero byte, which begin every object in protobuf. */
const prefix = [0x6b, 0x38, 0x73, 0];

/**
 * Reads objects in protobuf by the definitions of the API, which say what is in a field, and by the numbers of fields, which they do not
 * say. Fields that are not known are passed over, as readers of protobuf do.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding
 */
export class MessageReader {
	readonly #definitions: Readonly<Record<string, Schema>>;
	#byKind: ReadonlyMap<string, string> | undefined;

	constructor(definitions: Readonly<Record<string, Schema>>) {
		this.#definitions = definitions;
	}

	/** Whether objects of a kind have a message. */
	reads(kind: GroupVersionKind): boolean {
		const definition = this.#definitionOf(kind);
		return definition !== undefined && fieldNumbers(definition) !== undefined;
	}

	/**
	 * Reads an object: an envelope with its apiVersion and kind around its message.
	 *
	 * @throws ProtobufError for a body that is none.
	 */
	readObject(body: Uint8Array, expected: GroupVersionKind): Record<string, unknown> {
		if (!prefix.every((byte, index) => body[index] === byte)) {
			throw new ProtobufError("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
		}
		const bytes = body.subarray(prefix.length);
		const names = bytesAt(bytes, 1);
		const text = (number: number): string => new TextDecoder().decode(bytesAt(names, number));
		const [apiVersion, kind] = [text(1), text(2)];
		return {
			...(apiVersion === "" ? {} : { apiVersion }),
			...(kind === "" ? {} : { kind }),
			...this.#message(bytesAt(bytes, 2), this.#definitionOf(expected) ?? ""),
		};
	}

	#definitionOf({ group, version, kind }: GroupVersionKind): string | undefined {
		this.#byKind ??= new Map(
			Object.entries(this.#definitions).flatMap(([name, { kinds = [] }]) =>
				kinds.map((each) => [`${each.group}/${each.version}/${each.kind}`, name]),
			),
		);
		return this.#byKind.get(`${group}/${version}/${kind}`);
	}

	#message(bytes: Uint8Array, definition: string): Record<string, unknown> {
		const object: Record<string, unknown> = {};
		this.#fill(object, bytes, definition, this.#definitions[definition]?.properties ?? {});
		// A number that is always written, although it is absent.
		if (definition === objectMeta && object["generation"] === 0) delete object["generation"];
		return object;
	}

	/** @param properties Those of the object, to which the fields of a message within it belong as well. */
	#fill(
		object: Record<string, unknown>,
		bytes: Uint8Array,
		message: string,
		properties: NonNullable<Schema["properties"]>,
	): void {
		const numbers = fieldNumbers(message);
		for (const { number, value } of readFields(bytes)) {
			const field = numbers?.get(number);
			if (field === undefined) continue;
			if ("embedded" in field) {
				if (value instanceof Uint8Array) this.#fill(object, value, field.embedded, properties);
				continue;
			}
			const schema = properties[field.name];
			if (schema !== undefined) this.#put(object, field.name, schema, value);
		}
	}

	#put(object: Record<string, unknown>, name: string, schema: Schema, value: WireField["value"]): void {
		if (schema.type === "array") {
			const list = (object[name] ??= []) as unknown[];
			list.push(this.#value(schema.items ?? {}, value));
		} else if (schema.type === "object" && schema.additionalProperties !== undefined && value instanceof Uint8Array) {
			const map = (object[name] ??= {}) as Record<string, unknown>;
			const key = new TextDecoder().decode(bytesAt(value, 1));
			Object.defineProperty(map, key, { value: this.#mapped(schema.additionalProperties, value), ...own });
		} else {
			const read = this.#value(schema, value);
			if (read !== undefined) object[name] = read;
		}
	}

	/** The value of an entry of a map; a list there is a message with the list in it. */
	#mapped(schema: Schema, entry: Uint8Array): unknown {
		const bytes = bytesAt(entry, 2);
		if (schema.type !== "array") return this.#value(schema, bytes);
		const items: unknown[] = [];
		for (const { number, value } of readFields(bytes)) if (number === 1) items.push(this.#value(schema.items ?? {}, value));
		return items;
	}

	#value(schema: Schema, value: WireField["value"]): unknown {
		if (typeof value === "number") return value;
		if (typeof value === "bigint") return schema.type === "boolean" ? value !== 0n : Number(value);
		const { format, ref, type } = schema;
		if (ref !== undefined) {
			const known = wellKnownMessages.get(ref);
			if (known !== undefined) return known(value);
			if (this.#definitions[ref]?.properties !== undefined) return this.#message(value, ref);
			if (this.#definitions[ref]?.type !== "string") throw new ProtobufError(`${ref} is not read from protobuf`);
		}
		if (type === "object") return {};
		return format === "byte" ? Buffer.from(value).toString("base64") : new TextDecoder().decode(value);
	}
}

/** Keeps a key named `__proto__` a key. */
const own = { enumerable: true, configurable: true, writable: true } as const;
