/**
 * Applies a JSON merge patch: `null` removes a member, an object is merged, anything else replaces. Objects that are
 * merged have their members in the order of their names, as the server writes them.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7386
 *
 * @example
 * ```ts
 * mergePatch({ a: "b", c: { d: "e" } }, { a: "z", c: { d: null } }); // => { a: "z", c: {} }
 * ```
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
	if (!isRecord(patch)) return patch;
	const merged = new Map<string, unknown>(isRecord(target) ? Object.entries(target) : []);
	for (const [name, value] of Object.entries(patch)) {
		if (value === null) merged.delete(name);
		else merged.set(name, mergePatch(merged.get(name), value));
	}
	return Object.fromEntries([...merged].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
