// The longest name that any kind may have; the server's own limit for a DNS subdomain.
const longestName = 253;
// Letters and digits of any language stay readable in a message; control characters, which could break a log, and halves of
// characters, which cannot be sent, do not.
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}]/u;

/**
 * Escapes one segment of a path, so that it cannot reach another endpoint.
 *
 * @param role - What the segment is, for the message, such as `name` or `namespace`.
 * @throws TypeError for what no object can be called: an empty text, `.`, `..`, a text with `/` or `%`, with control
 * characters, or longer than 253 characters.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#path-segment-names
 */
export function pathSegment(value: string, role: string): string {
	if (typeof value !== "string") throw new TypeError(`${role} must be a string, not ${described(value)}`);
	const problem = problemOf(value);
	if (problem !== undefined) throw new TypeError(`${role} ${shown(value)} ${problem}`);
	return encodeURIComponent(value);
}

function problemOf(value: string): string | undefined {
	if (value === "") return "must not be empty";
	if (value === "." || value === "..") return "must not be a relative path";
	if (value.includes("/")) return 'must not contain "/"';
	if (value.includes("%")) return 'must not contain "%"';
	if (unprintable.test(value)) return "must not contain control characters";
	if (value.length > longestName) return `is ${value.length} characters long, of at most ${longestName}`;
	return undefined;
}

function shown(value: string): string {
	return JSON.stringify(value.length > 64 ? `${value.slice(0, 64)}…` : value);
}

function described(value: unknown): string {
	if (Array.isArray(value)) return "an array";
	if (typeof value === "function") return "a function";
	return typeof value === "object" && value !== null ? "an object" : String(value);
}
