import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { extractSnippets, type Snippet } from "./extract-snippets.ts";

/** The repository's folder, with a slash at its end. */
export const root: string = fileURLToPath(new URL("../../", import.meta.url));

/** A file of the repository. */
export async function textOf(file: string): Promise<string> {
	return await readFile(root + file, "utf8");
}

/** Every snippet that users may read: of the pages, and of the comments of the published sources. */
export async function allSnippets(): Promise<Snippet[]> {
	const snippets: Snippet[] = [];
	for (const file of await files()) snippets.push(...extractSnippets(file, await textOf(file)));
	return snippets;
}

async function files(): Promise<string[]> {
	const found = ["README.md", "packages/kubex/README.md", "packages/testing/README.md"].filter((file) => existsSync(root + file));
	for (const [folder, extension] of [
		["docs", ".md"],
		["packages/kubex/src", ".ts"],
		["packages/testing/src", ".ts"],
	] as const) {
		const names = await readdir(root + folder, { recursive: true });
		found.push(...names.filter((name) => name.endsWith(extension)).map((name) => `${folder}/${name.replaceAll("\\", "/")}`));
	}
	return found.toSorted();
}
