/**
 * The bytes of an IP address, 4 or 16; `undefined` for what is none. An IPv4 address in IPv6's clothes has 4, as in Go.
 *
 * @param text - Without brackets.
 */
export function addressBytes(text: string): readonly number[] | undefined {
	if (/^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(text)) {
		const bytes = text.split(".").map(Number);
		return bytes.every((byte) => byte < 256) ? bytes : undefined;
	}
	if (!text.includes(":") || !URL.canParse(`http://[${text}]`)) return undefined;
	// The URL parser writes it in its shortest form, without dots.
	const [front = [], back] = new URL(`http://[${text}]`).hostname
		.slice(1, -1)
		.split("::")
		.map((half) => (half === "" ? [] : half.split(":")));
	const groups = back === undefined ? front : [...front, ...Array<string>(8 - front.length - back.length).fill("0"), ...back];
	const bytes = groups.map((group) => Number.parseInt(group, 16)).flatMap((value) => [value >> 8, value & 0xff]);
	return bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff ? bytes.slice(12) : bytes;
}

/**
 * Whether an address lies in a range.
 *
 * @param prefix - How many leading bits the two have in common.
 */
export function isInRange(address: readonly number[], network: readonly number[], prefix: number): boolean {
	if (address.length !== network.length || prefix > network.length * 8) return false;
	return network.every((byte, index) => {
		const free = 8 - Math.min(8, Math.max(0, prefix - index * 8));
		return (address[index] ?? 0) >> free === byte >> free;
	});
}
