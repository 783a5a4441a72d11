import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/** What writing models to a folder changes there, as paths in the folder. */
export interface ModelChanges {
	/** Files that are missing or have other text. */
	readonly written: readonly string[];
	/** Generated files that no longer belong. */
	readonly removed: readonly string[];
}

/** Compares a folder with the models that it should hold. */
export function compareModels(folder: string, models: ReadonlyMap<string, string>): ModelChanges {
	const present = new Set(existsSync(folder) ? typescriptFiles(folder) : []);
	return {
		written: [...models]
			.filter(([path, text]) => !present.has(path) || readFileSync(join(folder, path), "utf8") !== text)
			.map(([path]) => path),
		removed: [...present].filter((path) => !models.has(path)),
	};
}

/** Makes a folder hold the models and no other TypeScript, and returns what that changed. */
export function saveModels(folder: string, models: ReadonlyMap<string, string>): ModelChanges {
	const changes = compareModels(folder, models);
	for (const path of changes.removed) rmSync(join(folder, path));
	for (const path of changes.written) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), models.get(path) ?? "");
	}
	return changes;
}

function typescriptFiles(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((path) => path.endsWith(".ts"))
		.map((path) => path.split(sep).join("/"))
		.toSorted();
}
