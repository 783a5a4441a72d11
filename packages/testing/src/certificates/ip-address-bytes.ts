import { isIPv4 } from "node:net";

/**
 * The four or sixteen bytes of an IP address, as certificates carry it.
 *
 * @param address A valid IPv4 address, or an IPv6 address without a zone and without an embedded IPv4 part.
 */
export function ipAddressBytes(address: string): Buffer {
	if (isIPv4(address)) return Buffer.from(address.split(".").map(Number));
	const [head = "", tail] = address.split("::");
	const before = groupsOf(head);
	const after = groupsOf(tail ?? "");
	const zeros = Array.from({ length: 8 - before.length - after.length }, () => "0");
	return Buffer.from([...before, ...zeros, ...after].map((group) => group.padStart(4, "0")).join(""), "hex");
}

function groupsOf(part: string): readonly string[] {
	return part === "" ? [] : part.split(":");
}
