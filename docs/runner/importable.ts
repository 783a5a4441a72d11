import { readFile } from "node:fs/promises";
import type { Importable } from "./snippet-module.ts";

const kinds = {
	"kubex/k8s/v1_35/apiextensions/v1": ["CustomResourceDefinition"],
	"kubex/k8s/v1_35/apps/v1": ["Deployment"],
	"kubex/k8s/v1_35/batch/v1": ["Job"],
	"kubex/k8s/v1_35/core/v1": ["ConfigMap", "Namespace", "Node", "Pod", "Secret"],
};

/** What snippets may use without importing it: all that `kubex` and `@kubex/testing` export, and the kinds that pages speak of. */
export async function importableNames(): Promise<ReadonlyMap<string, Importable>> {
	const names = new Map<string, Importable>();
	for (const [from, listed] of Object.entries(kinds)) for (const name of listed) names.set(name, { from, typeOnly: false });
	await addExports(names, "kubex", ["packages/kubex/src/meta.ts", "packages/kubex/src/index.ts"]);
	await addExports(names, "kubex/runtime", ["packages/kubex/src/runtime.ts"]);
	await addExports(names, "@kubex/testing", ["packages/testing/src/index.ts"]);
	return names;
}

/** What a source exports itself, for the examples in it: an example of something internal cannot import it from a package. */
export function exportsOf(source: string, from: string): ReadonlyMap<string, Importable> {
	const declared = source.matchAll(/^export (?:async )?(const|class|function\*?|interface|type) (\w+)/gm);
	return new Map([...declared].map(([, word, name = ""]) => [name, { from, typeOnly: word === "interface" || word === "type" }]));
}

/** What the examples of a source may use: what it exports itself comes from its package where that has it, and else from the file. */
export function importableIn(
	file: string,
	own: ReadonlyMap<string, Importable>,
	importable: ReadonlyMap<string, Importable>,
): ReadonlyMap<string, Importable> {
	const home = file.startsWith("packages/testing/") ? "@kubex/testing" : "kubex";
	const internal = [...own].filter(([name]) => importable.get(name)?.from.startsWith(home) !== true);
	return new Map([...importable, ...internal]);
}

/** An entry point has nothing but exports, so its text can be read without a compiler. */
async function addExports(names: Map<string, Importable>, from: string, files: readonly string[]): Promise<void> {
	for (const file of files) {
		const text = await readFile(new URL(`../../${file}`, import.meta.url), "utf8");
		for (const [, name = ""] of text.matchAll(/export \* as (\w+) from/g)) names.set(name, { from, typeOnly: false });
		for (const [, type, list = ""] of text.matchAll(/export (type )?\{([^}]*)\}/g)) {
			for (const entry of list
				.split(",")
				.map((part) => part.trim())
				.filter((part) => part !== "")) {
				const name = entry.replace(/^type /, "").replace(/^.* as /, "");
				names.set(name, { from, typeOnly: type !== undefined || entry.startsWith("type ") });
			}
		}
	}
}
