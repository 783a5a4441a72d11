import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

// What the build writes among the sources, and what it does not read.
const outputs = new Set(["build", "dist", "types", "node_modules", "test", "LICENSE"]);
const folders = ["packages", "examples", "scripts"];
const files = ["package-lock.json", "tsconfig.json", "tsconfig.base.json"];

/**
 * What the build is made from, as a digest of names, sizes and times: it changes when a file is edited, added or removed, and
 * takes a few milliseconds, where reading the files would take a second.
 *
 * @param {string} root
 * @returns {string}
 */
export function sourcesDigest(root) {
	const hash = createHash("sha256");
	/** @param {string} path */
	const add = (path) => {
		const { mtimeMs, size } = statSync(join(root, path));
		hash.update(`${path} ${size} ${mtimeMs}\n`);
	};
	/** @param {string} folder */
	const walk = (folder) => {
		const entries = readdirSync(join(root, folder), { withFileTypes: true });
		for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
			const path = `${folder}/${entry.name}`;
			if (outputs.has(entry.name)) continue;
			if (entry.isDirectory()) walk(path);
			else if (entry.isFile()) add(path);
		}
	};
	for (const folder of folders) walk(folder);
	for (const file of files) add(file);
	return hash.digest("hex");
}
