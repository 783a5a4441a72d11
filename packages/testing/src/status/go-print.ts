/** A JSON value as the server's messages print it where they do not quote: `map[a:1 b:[x <nil>]]`. */
export function goPrint(value: unknown): string {
	if (value === null || value === undefined) return "<nil>";
	if (Array.isArray(value)) return `[${value.map(goPrint).join(" ")}]`;
	if (typeof value !== "object") return String(value);
	const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
	return `map[${members.map(([name, member]) => `${name}:${goPrint(member)}`).join(" ")}]`;
}
