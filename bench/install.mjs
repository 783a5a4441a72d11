// Installs what is measured into folders of its own, as a user would have it: the packed tarballs, never the workspace.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { clientNodeVersion, nodeTypesVersion, nodeVersions, typeScriptVersions } from "./versions.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(root, ".cache/bench");

/**
 * @typedef {object} Installation
 * @property {Readonly<Record<20 | 24, string>>} node The executables.
 * @property {Readonly<Record<"kubex" | "client-node" | "testing" | "empty", string>>} folders Each with its own `node_modules`.
 * @property {Readonly<Record<6 | 7, string>>} tsc The compilers' scripts.
 */

/** @returns {Installation} */
export function install() {
	const tarballs = pack(["kubex", "testing"]);
	const kubex = `file:${tarballs.kubex}`;
	const platform = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
	/** @param {20 | 24} line */
	const node = (line) => {
		const folder = npmInstall(`node-${line}`, { [platform]: nodeVersions[line] });
		return join(folder, "node_modules", platform, process.platform === "win32" ? "bin/node.exe" : "bin/node");
	};
	/** @param {6 | 7} line */
	const tsc = (line) =>
		join(npmInstall(`typescript-${line}`, { typescript: typeScriptVersions[line] }), "node_modules/typescript/bin/tsc");
	const folders = {
		kubex: npmInstall("kubex", { kubex }),
		"client-node": npmInstall("client-node", { "@kubernetes/client-node": clientNodeVersion }),
		testing: npmInstall("testing", { kubex, "@kubex/testing": `file:${tarballs.testing}` }),
		empty: npmInstall("empty", {}),
	};
	for (const folder of Object.values(folders))
		npmInstall(join(basename(folder), "consumer"), { "@types/node": nodeTypesVersion });
	// Beside their node_modules, so that their imports find what is installed there.
	copyFileSync(new URL("candidates/floor.mjs", import.meta.url), join(folders.kubex, "floor.mjs"));
	copyFileSync(new URL("candidates/kubex.mjs", import.meta.url), join(folders.kubex, "kubex.mjs"));
	copyFileSync(new URL("candidates/client-node.mjs", import.meta.url), join(folders["client-node"], "client-node.mjs"));
	return { node: { 20: node(20), 24: node(24) }, folders, tsc: { 6: tsc(6), 7: tsc(7) } };
}

/**
 * Packs workspace packages as they are built.
 *
 * @template {string} Name
 * @param {readonly Name[]} names
 * @returns {Record<Name, string>}
 */
function pack(names) {
	const folder = join(cache, "tarballs");
	mkdirSync(folder, { recursive: true });
	/** @param {Name} name */
	const packOne = (name) => {
		if (!existsSync(join(root, "packages", name, "dist/index.js")))
			throw new Error(`packages/${name} is not built: npm run build`);
		const output = npm(["pack", "--json", "--pack-destination", folder], join(root, "packages", name));
		return join(folder, JSON.parse(output)[0].filename);
	};
	return /** @type {Record<Name, string>} */ (Object.fromEntries(names.map((name) => [name, packOne(name)])));
}

/**
 * Installs once, and again when a version or a tarball's content changed.
 *
 * @param {string} name
 * @param {Readonly<Record<string, string>>} dependencies
 */
function npmInstall(name, dependencies) {
	const folder = join(cache, name);
	const contents = Object.values(dependencies).map((version) =>
		version.startsWith("file:")
			? createHash("sha256")
					.update(readFileSync(version.slice(5)))
					.digest("hex")
			: version,
	);
	const stamp = JSON.stringify([Object.keys(dependencies), contents]);
	const stampFile = join(folder, ".installed");
	if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return folder;
	process.stderr.write(`installing ${name}\n`);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
	npm(["install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"], folder);
	writeFileSync(stampFile, stamp);
	return folder;
}

/**
 * @param {readonly string[]} args
 * @param {string} cwd
 */
function npm(args, cwd) {
	const result = spawnSync("npm", args, { cwd, encoding: "utf8", shell: process.platform === "win32" });
	if (result.status !== 0) throw new Error(`npm ${args[0]}: ${result.stderr || result.error?.message}`);
	return result.stdout;
}
