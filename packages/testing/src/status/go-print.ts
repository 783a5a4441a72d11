/** A JSON value as the server's messages print it where they do not quote: `map[a:1 b:[x <nil>]]`. */
export function goPrint(value: unknown): string {
	if (value === null || value === undefined) return "<nil>";
	if (Array.isArray(value)) return `[${value.map(goPrint).join(" ")}]`;
	if (typeof value !== "object") return typeof value === "string" ? value : JSON.stringify(value);
	const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
	return `map[${members.map(([name, member]) => `${name}:${goPrint(member)}`).join(" ")}]`;
}

/** A JSON value as the server's messages show it where they give the syntax of its language: `map[string]interface {}{"a":1}`. */
export function goSyntax(value: unknown): string {
	if (value === null || value === undefined) return "interface {}(nil)";
	if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(", ")}}`;
	if (typeof value !== "object") return JSON.stringify(value);
	const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
	return `map[string]interface {}{${members.map(([name, member]) => `${JSON.stringify(name)}:${goSyntax(member)}`).join(", ")}}`;
}
