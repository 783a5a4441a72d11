// npm leaves the native packages of other platforms out of package-lock.json when it cannot see them (npm/cli#4828), and
// `npm ci` then refuses the file, or fails on a colleague's platform. This writes them in; with --check it only reports.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** @typedef {{ version?: string, optional?: boolean, dev?: boolean, license?: string, os?: string[], cpu?: string[], libc?: string[], optionalDependencies?: Record<string, string> }} Entry */

const path = fileURLToPath(new URL("../package-lock.json", import.meta.url));
/** @type {{ packages: Record<string, Entry> }} */
const lock = JSON.parse(readFileSync(path, "utf8"));

/** @param {string} location @param {string} name */
function isLocked(location, name) {
	for (let at = location; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
		if (lock.packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`] !== undefined) return true;
		if (at === "") return false;
		if (!at.includes("/node_modules/")) at = "";
	}
}

/**
 * What a native package's name says about its platform, such as `@oxlint/binding-linux-x64-musl`.
 *
 * @param {string} name
 * @returns {Pick<Entry, "os" | "cpu" | "libc">}
 */
function platformOf(name) {
	const os = /\b(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)\b/.exec(name)?.[1];
	const cpu = /\b(arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|wasm32|x64)\b/.exec(name)?.[1];
	const libc = /\b(gnu|musl)(?:eabi(?:hf)?)?\b/.exec(name)?.[1];
	if (cpu === undefined) throw new Error(`${name}: no platform in its name`);
	return {
		cpu: [cpu],
		...(os !== undefined && { os: [os] }),
		...(os === "linux" && libc !== undefined && { libc: [libc === "gnu" ? "glibc" : libc] }),
	};
}

const missing = Object.entries(lock.packages).flatMap(([location, entry]) =>
	Object.entries(entry.optionalDependencies ?? {})
		.filter(([name]) => !isLocked(location, name))
		.map(([name, version]) => ({ name, version, dev: entry.dev })),
);

if (process.argv.includes("--check")) {
	for (const { name } of missing) console.error(`package-lock.json lacks ${name}: run node scripts/complete-lockfile.mjs`);
	process.exitCode = missing.length === 0 ? 0 : 1;
} else {
	for (const { name, version, dev } of missing) {
		if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${name}: ${version} is no exact version`);
		lock.packages[`node_modules/${name}`] = { version, ...platformOf(name), ...(dev && { dev }), optional: true };
	}
	lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
	writeFileSync(path, `${JSON.stringify(lock, null, "\t")}\n`);
	console.log(`${missing.length} packages of other platforms written into package-lock.json`);
}
