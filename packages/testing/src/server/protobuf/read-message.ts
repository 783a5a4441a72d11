import type { MessageField, MessageType } from "./message-type.ts";

/** A body that is no message, or one cut short. */
export class ProtobufError extends Error {}

/** Reads a message; fields that are not known are passed over, as readers of protobuf do. Empty values are left out, as JSON has them. */
export function readMessage(bytes: Uint8Array, type: MessageType): Record<string, unknown> {
	const result: Record<string, unknown> = {};
	for (const { number, value } of readFields(bytes)) {
		const field = type.fields[number];
		if (field !== undefined) put(result, field, value);
	}
	return result;
}

/** A field as it stands in a message: a number, or bytes. */
interface WireField {
	readonly number: number;
	readonly value: bigint | Uint8Array;
}

/** The fields of a message in their order. */
export function* readFields(bytes: Uint8Array): Generator<WireField, void> {
	let at = 0;
	const varint = (): bigint => {
		for (let value = 0n, shift = 0n; ; shift += 7n) {
			const byte = bytes[at++];
			if (byte === undefined || shift > 63n) throw new ProtobufError("unexpected EOF");
			value |= BigInt(byte & 0x7f) << shift;
			if (byte < 0x80) return BigInt.asIntN(64, value);
		}
	};
	const take = (length: number): Uint8Array => {
		if (length < 0 || at + length > bytes.length) throw new ProtobufError("unexpected EOF");
		at += length;
		return bytes.subarray(at - length, at);
	};
	while (at < bytes.length) {
		const tag = Number(varint());
		const number = tag >>> 3;
		switch (tag & 7) {
			case 0:
				yield { number, value: varint() };
				break;
			case 1:
				take(8);
				break;
			case 2:
				yield { number, value: take(Number(varint())) };
				break;
			case 5:
				take(4);
				break;
			default:
				throw new ProtobufError(`proto: illegal wireType ${tag & 7}`);
		}
	}
}

function put(result: Record<string, unknown>, field: MessageField, value: bigint | Uint8Array): void {
	const { name, type } = field;
	if (typeof value === "bigint") {
		if (type === "int64") result[name] = Number(value);
		return;
	}
	if (type === "int64") return;
	if (typeof type === "object" && "map" in type) {
		const { key = "", value: inner = {} } = readMessage(value, {
			fields: { 1: { name: "key", type: "string" }, 2: { name: "value", type: type.map } },
		});
		const content = field.unwrap === undefined ? inner : ((inner as Record<string, unknown>)[field.unwrap] ?? []);
		result[name] = { ...(result[name] as object | undefined), [String(key)]: content };
		return;
	}
	const read = type === "string" ? new TextDecoder().decode(value) : readMessage(value, type);
	if (field.repeated) result[name] = [...((result[name] as unknown[] | undefined) ?? []), read];
	else if (read !== "") result[name] = read;
}
