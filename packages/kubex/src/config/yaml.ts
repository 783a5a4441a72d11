import type { ScalarLayout } from "js-yaml";
import { ConfigurationError } from "../core/errors/configuration-error.ts";
import { kubernetesSchema, readsAsText } from "./kubernetes-yaml-schema.ts";

// Far above what people write, and low enough that a hostile file costs no more than a moment.
const maxLength = 8 * 1024 * 1024;
const maxAliases = 1000;
const maxDepth = 100;

/**
 * Reads YAML as kubectl does, of which JSON is a part; an empty text is `undefined`.
 *
 * @param source - What the text is, for the message, such as a file's path.
 * @throws ConfigurationError with the place of the mistake, or for a text of more than 8 million characters, 1000 aliases or a
 * depth of 100.
 */
export async function parseYaml(text: string, source: string): Promise<unknown> {
	if (text.length > maxLength) {
		throw new ConfigurationError(`${source}: ${text.length} characters are more than the ${maxLength} that are read`);
	}
	// Loaded on first use: most imports of kubex never read YAML.
	const { loadAll } = await import("js-yaml");
	const schema = await kubernetesSchema();
	try {
		// kubectl takes the first document, and of a key that stands twice the last value.
		return loadAll(text, { schema, json: true, maxDepth, maxAliases })[0];
	} catch (error) {
		// The parser's own message quotes the lines around the mistake, which may hold a secret; its reason may quote an alias.
		const reason = typeof error === "object" && error !== null && "reason" in error ? String(error.reason) : "not YAML";
		const line = markOf(error);
		throw new ConfigurationError(`${source}${line === undefined ? "" : `:${line + 1}`}: ${withoutQuotes(reason)}`);
	}
}

/** Writes YAML that readers of YAML 1.1 and 1.2, and kubectl with its dialect, understand alike. */
export async function formatYaml(value: unknown): Promise<string> {
	const { DEFAULT_SCALAR_STYLE_RULES, DUMP_SCHEMA, dump, SCALAR_STYLE_PLAIN, SCALAR_STYLE_SINGLE_QUOTED } = await import(
		"js-yaml"
	);
	// The schemas of js-yaml do not know all that Go takes for a number, such as 0X1F.
	const quoteWhatKubectlReadsOtherwise = (layout: ScalarLayout): void => {
		const isText = layout.node.tag === layout.presenterOptions.schema.defaultScalarTag.tagName;
		if (layout.style === SCALAR_STYLE_PLAIN && isText && !readsAsText(layout.node.value))
			layout.style = SCALAR_STYLE_SINGLE_QUOTED;
	};
	const scalarStyleRules = [quoteWhatKubectlReadsOtherwise, ...Object.values(DEFAULT_SCALAR_STYLE_RULES)];
	return dump(value, { schema: DUMP_SCHEMA, lineWidth: -1, noRefs: false, scalarStyleRules });
}

function withoutQuotes(reason: string): string {
	return reason.replaceAll(/"[^"]*"/g, '"…"');
}

function markOf(error: unknown): number | undefined {
	if (typeof error !== "object" || error === null || !("mark" in error)) return undefined;
	const { mark } = error;
	return typeof mark === "object" && mark !== null && "line" in mark && typeof mark.line === "number" ? mark.line : undefined;
}
