import { ConfigurationError } from "../core/errors/configuration-error.ts";

/**
 * Reads YAML, of which JSON is a part; an empty text is `undefined`.
 *
 * @param source - What the text is, for the message, such as a file's path.
 * @throws ConfigurationError with the place of the mistake.
 */
export async function parseYaml(text: string, source: string): Promise<unknown> {
	// Loaded on first use: most imports of kubex never read YAML.
	const { load, CORE_SCHEMA } = await import("js-yaml");
	if (text.trim() === "") return undefined;
	try {
		return load(text, { schema: CORE_SCHEMA });
	} catch (error) {
		// The parser's own message quotes the lines around the mistake, which may hold a secret.
		const reason = typeof error === "object" && error !== null && "reason" in error ? String(error.reason) : "not YAML";
		const line = markOf(error);
		throw new ConfigurationError(`${source}${line === undefined ? "" : `:${line + 1}`}: ${reason}`);
	}
}

function markOf(error: unknown): number | undefined {
	if (typeof error !== "object" || error === null || !("mark" in error)) return undefined;
	const { mark } = error;
	return typeof mark === "object" && mark !== null && "line" in mark && typeof mark.line === "number" ? mark.line : undefined;
}
