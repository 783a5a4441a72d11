import type { Snippet } from "./extract-snippets.ts";

/** Where a name can be imported from. */
export interface Importable {
	readonly from: string;
	readonly typeOnly: boolean;
}

/**
 * Makes a module of a snippet. Its lines keep their numbers, so that what the compiler says about the module is true of the
 * file. What it uses of kubex without importing it is imported in the first line, and a line that ends in `// => value`
 * compares its expression with the value.
 *
 * @throws Error for a `// =>` behind anything but an expression.
 */
export function snippetModule(snippet: Snippet, importable: ReadonlyMap<string, Importable>): string {
	const code = snippet.code.map((line, index) => withAssertion(line, `${snippet.file}:${snippet.line + index}`));
	const head = `export {}; ${imports(snippet.code.join("\n"), importable)}`;
	return `${head}${"\n".repeat(snippet.line - 1)}${code.join("\n")}\n`;
}

/** The requests that a snippet says it sends, in order: `// -> GET /api/v1/pods?limit=1`. */
export function promisedRequests(snippet: Snippet): string[] {
	return snippet.code.flatMap((line) => /\/\/ -> (.*)$/.exec(line)?.[1]?.trim() ?? []);
}

function withAssertion(line: string, place: string): string {
	const match = /^(\s*)(.*?);?\s*\/\/ => (.*)$/.exec(line);
	if (match === null) return line;
	const [, indent, expression = "", value] = match;
	if (expression === "" || /^(?:const|let|return|if|for|throw)\b/.test(expression)) {
		throw new Error(`${place}: "// =>" must stand behind an expression`);
	}
	return `${indent}assertEqual(${expression}, ${value}, ${JSON.stringify(place)});`;
}

function imports(code: string, importable: ReadonlyMap<string, Importable>): string {
	const plain = code.replace(/\/\/.*$|"(?:[^"\\]|\\.)*"/gm, "");
	const found = [...importable].filter(([name]) => new RegExp(`(?<![.\\w])${name}\\b`).test(plain) && !isDeclared(name, plain));
	return found.map(([name, { from, typeOnly }]) => `import ${typeOnly ? "type " : ""}{ ${name} } from "${from}";`).join(" ");
}

function isDeclared(name: string, code: string): boolean {
	return new RegExp(`import[^;]*\\b${name}\\b[^;]*from|\\b(?:const|let|class|function|interface|type)\\s+${name}\\b`).test(code);
}
