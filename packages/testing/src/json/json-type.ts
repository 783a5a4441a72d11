/** The server's name of the type of a JSON value. */
export function jsonType(value: unknown): string {
	if (Array.isArray(value)) return "array";
	return typeof value === "boolean" ? "bool" : typeof value;
}
