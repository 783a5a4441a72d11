/** A body that is no message, or one cut short. */
export class ProtobufError extends Error {}

/** A field as it stands in a message: a number, eight bytes of one, or bytes. */
export interface WireField {
	readonly number: number;
	readonly value: bigint | number | Uint8Array;
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
			case 1: {
				const eight = take(8);
				yield { number, value: new DataView(eight.buffer, eight.byteOffset, 8).getFloat64(0, true) };
				break;
			}
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
