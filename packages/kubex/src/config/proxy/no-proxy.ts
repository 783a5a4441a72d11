import { addressBytes, isInRange } from "./ip-address.ts";

/**
 * Whether a NO_PROXY list names a host. Its members, separated by commas: `*` for every host, an address, a range of addresses
 * (`10.0.0.0/8`), a name with its subdomains (`example.com`), subdomains alone (`.example.com`, `*.example.com`); an address and
 * a name may end in a port (`example.com:6443`, `[2001:db8::1]:6443`).
 *
 * @param host - A name in lower case, or an address without brackets.
 */
export function isInNoProxy(list: string, host: string, port: number): boolean {
	const members = list.split(",").map((member) => member.trim().toLowerCase());
	return members.includes("*") || members.some((member) => member !== "" && isNamedBy(member, host, port));
}

function isNamedBy(member: string, host: string, port: number): boolean {
	const address = addressBytes(host);
	const [, network = "", prefix = ""] = /^([^/]+)\/(\d{1,3})$/.exec(member) ?? [];
	const range = addressBytes(network);
	if (range !== undefined) return address !== undefined && isInRange(address, range, Number(prefix));
	const [name, memberPort] = splitPort(member);
	if (memberPort !== "" && memberPort !== String(port)) return false;
	const other = addressBytes(name);
	if (other !== undefined) return address !== undefined && isInRange(address, other, other.length * 8);
	return isOfDomain(host, name.startsWith("*.") ? name.slice(1) : name);
}

/** An IPv6 address without a port has colons too, and no brackets. */
function splitPort(member: string): readonly [string, string] {
	const [, bracketed, plain, port = ""] = /^(?:\[([^\]]*)\]|([^:]*)):([^:]*)$/.exec(member) ?? [];
	const name = bracketed ?? plain;
	return name === undefined ? [member, ""] : [name, port];
}

function isOfDomain(host: string, name: string): boolean {
	if (name === "") return false;
	const below = name.startsWith(".");
	const bare = below ? name.slice(1) : name;
	const domain = URL.canParse(`http://${bare}`) ? new URL(`http://${bare}`).hostname : bare;
	return host.endsWith(`.${domain}`) || (!below && host === domain);
}
