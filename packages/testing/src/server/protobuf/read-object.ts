import type { MessageType } from "./message-type.ts";
import { ProtobufError, readFields, readMessage } from "./read-message.ts";

/** `k8s` and a zero byte, which begin every object in protobuf. */
const prefix = [0x6b, 0x38, 0x73, 0];
const envelope: MessageType = {
	fields: {
		1: { name: "type", type: { fields: { 1: { name: "apiVersion", type: "string" }, 2: { name: "kind", type: "string" } } } },
	},
};

/**
 * Reads an object in protobuf: an envelope with its apiVersion and kind around its message.
 *
 * @throws ProtobufError for a body that is none.
 */
export function readProtobufObject(body: Uint8Array, type: MessageType): Record<string, unknown> {
	if (!prefix.every((byte, index) => body[index] === byte)) {
		throw new ProtobufError("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
	}
	const bytes = body.subarray(prefix.length);
	const { type: names = {} } = readMessage(bytes, envelope);
	let content: Uint8Array = new Uint8Array(0);
	for (const { number, value } of readFields(bytes)) if (number === 2 && typeof value !== "bigint") content = value;
	return { ...(names as object), ...readMessage(content, type) };
}
