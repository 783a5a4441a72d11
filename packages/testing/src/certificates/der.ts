/**
 * Writes values in the distinguished encoding rules of ASN.1, as far as certificates need them.
 *
 * @see https://www.itu.int/rec/T-REC-X.690
 */

function tagged(tag: number, content: Uint8Array): Buffer {
	const length = content.length;
	if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
	const bytes: number[] = [];
	for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
	return Buffer.concat([Buffer.of(tag, 0x80 | bytes.length, ...bytes), content]);
}

/** An ordered list of values. */
export function derSequence(...values: readonly Uint8Array[]): Buffer {
	return tagged(0x30, Buffer.concat(values));
}

/** A set of one value, which needs no sorting. */
export function derSetOf(value: Uint8Array): Buffer {
	return tagged(0x31, value);
}

/** A non-negative integer from its big-endian bytes. */
export function derInteger(bytes: Uint8Array): Buffer {
	let start = 0;
	while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
	const magnitude = bytes.subarray(start);
	// A set high bit would make the number negative.
	return tagged(0x02, (magnitude[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), magnitude]) : magnitude);
}

/** An object identifier from its dotted form, such as `2.5.29.17`. */
export function derObjectIdentifier(dotted: string): Buffer {
	const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
	const bytes = [first * 40 + second];
	for (const arc of rest) {
		const groups = [arc & 0x7f];
		for (let value = arc >>> 7; value > 0; value >>>= 7) groups.unshift((value & 0x7f) | 0x80);
		bytes.push(...groups);
	}
	return tagged(0x06, Buffer.from(bytes));
}

/** Bits, of which the last `unused` do not count. */
export function derBitString(bytes: Uint8Array, unused = 0): Buffer {
	return tagged(0x03, Buffer.concat([Buffer.of(unused), bytes]));
}

/** Bytes as they are. */
export function derOctetString(bytes: Uint8Array): Buffer {
	return tagged(0x04, bytes);
}

/** Text in UTF-8. */
export function derUtf8String(text: string): Buffer {
	return tagged(0x0c, Buffer.from(text, "utf8"));
}

/** `true`; a `false` that is the default is left out in this encoding. */
export function derTrue(): Buffer {
	return tagged(0x01, Buffer.of(0xff));
}

/** A time to the second; its two-digit year is read as 1950 to 2049. */
export function derUtcTime(milliseconds: number): Buffer {
	const digits = new Date(milliseconds).toISOString().replace(/[-:T]/g, "").slice(2, 14);
	return tagged(0x17, Buffer.from(`${digits}Z`, "ascii"));
}

/** A value known by its number within the structure around it; `constructed` when it holds further values. */
export function derContext(number: number, content: Uint8Array, constructed: boolean): Buffer {
	return tagged(0x80 | (constructed ? 0x20 : 0) | number, content);
}
