// The runtimes that kubex promises to run on, each installed once into a folder of its own: as a dependency of the
// workspace their commands would stand before the machine's own.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const cache = fileURLToPath(new URL("../../.cache/runtimes", import.meta.url));
const platform = `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;

/**
 * @typedef {object} Runtime
 * @property {string} name
 * @property {string} packageName - What is installed; for Node the package that only holds the executable.
 * @property {string} version
 * @property {string} executable - Within the package.
 * @property {readonly string[]} run - What stands before the program.
 * @property {string} [noServer] - Why the embedded server cannot run there, if it cannot.
 */

const node = (/** @type {string} */ version) => ({
	name: `Node ${version}`,
	packageName: `node-${platform}`,
	version,
	executable: process.platform === "win32" ? "bin/node.exe" : "bin/node",
	run: [],
});

/** @type {readonly Runtime[]} */
export const runtimes = [
	node("20.19.0"),
	node("22.23.3"),
	node("24.21.0"),
	node("26.10.0"),
	{
		name: "Bun 1.4.5",
		packageName: "bun",
		version: "1.4.5",
		executable: "bin/bun.exe",
		run: [],
		noServer: "its https server shows no client certificates",
	},
	{
		name: "Deno 2.9.6",
		packageName: "deno",
		version: "2.9.6",
		executable: "deno",
		run: ["run", "--allow-all", "--node-modules-dir=manual"],
	},
];

/**
 * The executable of a runtime, installed if need be.
 *
 * @param {Runtime} runtime
 * @throws Error when it cannot be installed.
 */
export function install({ packageName, version, executable }) {
	const folder = join(cache, `${packageName}-${version}`);
	const path = join(folder, "node_modules", packageName, executable);
	if (existsSync(path)) return path;
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: { [packageName]: version } }));
	const { status, stderr } = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"], {
		cwd: folder,
		encoding: "utf8",
	});
	if (status !== 0 || !existsSync(path)) throw new Error(`${packageName}@${version} cannot be installed: ${stderr}`);
	return path;
}
