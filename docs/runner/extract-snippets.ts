/** A piece of TypeScript in a page, or in an `@example` of the sources. */
export interface Snippet {
	/** The file, relative to the repository. */
	readonly file: string;
	/** The line of the file where the code begins; the first is 1. */
	readonly line: number;
	/** The code, as it is indented in the file but for what the fence has too. */
	readonly code: readonly string[];
	/** Why it is type-checked only, where it cannot run. */
	readonly noRun: string | undefined;
}

const fence = /^(\s*)```ts(?:\s+no-run:\s*(\S.*))?\s*$/;

/**
 * Finds the fences of a page, or of the comments of a source.
 *
 * @throws Error for a fence whose words after `ts` are not understood, or that does not end.
 */
export function extractSnippets(file: string, text: string): Snippet[] {
	const snippets: Snippet[] = [];
	let open:
		| { readonly line: number; readonly indent: string; readonly noRun: string | undefined; readonly code: string[] }
		| undefined;
	for (const [index, line] of linesOf(file, text).entries()) {
		if (open !== undefined) {
			if (line.trim() === "```") {
				snippets.push({ file, line: open.line, code: open.code, noRun: open.noRun });
				open = undefined;
			} else open.code.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line.trimStart());
			continue;
		}
		const match = fence.exec(line);
		if (match !== null) open = { line: index + 2, indent: match[1] ?? "", noRun: match[2], code: [] };
		else if (/^\s*```ts\b/.test(line)) throw new Error(`${file}:${index + 1}: after "ts" a fence may only have "no-run: reason"`);
	}
	if (open !== undefined) throw new Error(`${file}:${open.line - 1}: the fence does not end`);
	return snippets;
}

/** Of a source, only what its comments say; every line keeps its number. */
function linesOf(file: string, text: string): readonly string[] {
	const lines = text.split("\n");
	return file.endsWith(".ts") ? lines.map((line) => /^\s*\* ?(.*)$/.exec(line)?.[1] ?? "") : lines;
}
