// Installs the packed packages alone into an empty project, and runs a program of a user there under every runtime.
// Wants a build. `npm run smoke -- Bun` runs only the runtimes whose name holds the word.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { install, runtimes } from "./runtimes.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const here = fileURLToPath(new URL(".", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "kubex-smoke-"));
const megabyte = 1_000_000;
let passed = 0;
let failed = 0;

/**
 * Runs one check and says how it went.
 *
 * @param {string} name
 * @param {() => string | void} check - Returns what is worth knowing; throws what is wrong.
 */
function step(name, check) {
	const begin = performance.now();
	let result = "ok    ";
	let note;
	try {
		note = check();
		passed += 1;
	} catch (error) {
		result = "failed";
		note = error instanceof Error ? error.message : String(error);
		failed += 1;
	}
	const time = `${((performance.now() - begin) / 1000).toFixed(1)} s`.padStart(7);
	console.log(`${result} ${time}  ${name}${note === undefined ? "" : `: ${note}`}`);
}

/**
 * @param {string} file
 * @param {readonly string[]} parameters
 * @param {string} cwd
 */
function run(file, parameters, cwd) {
	const { status, signal, stdout, stderr, error } = spawnSync(file, parameters, { cwd, encoding: "utf8", timeout: 120_000 });
	if (status !== 0) throw new Error([error?.message ?? signal ?? `exit code ${status}`, stdout, stderr].join("\n").trimEnd());
	return stdout;
}

/** @param {string} folder */
function bytesOf(folder) {
	const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	return files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

/**
 * An empty project with these packages.
 *
 * @param {string} name
 * @param {readonly string[]} tarballs
 */
function project(name, tarballs) {
	const folder = join(work, name);
	mkdirSync(folder);
	writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
	run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", ...tarballs], folder);
	return folder;
}

try {
	/** @type {Record<string, string>} */
	const tarballs = {};
	for (const name of ["kubex", "testing", "codegen"]) {
		step(`the tarball of ${name}`, () => {
			const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", work], join(root, "packages", name)));
			tarballs[name] = join(work, packed.filename);
			/** @type {string[]} */
			const files = packed.files.map((/** @type {{ path: string }} */ file) => file.path);
			const strange = files.filter(
				(path) =>
					!/^(?:dist\/|types\/|README\.md$|LICENSE$|package\.json$)/.test(path) ||
					/\.map$|\.test\.|(?:^|\/)tests?\/|\.tsbuildinfo$/.test(path),
			);
			const missing = ["README.md", "LICENSE", "dist/index.js", "types/src/index.d.ts"].filter((path) => !files.includes(path));
			if (strange.length > 0) throw new Error(`does not belong there: ${strange.slice(0, 5).join(", ")}`);
			if (missing.length > 0) throw new Error(`lacks ${missing.join(", ")}`);
			const leak = files
				.filter((path) => path.endsWith(".ts"))
				.find((path) => readFileSync(join(root, "packages", name, path), "utf8").includes("@kubex/openapi"));
			if (leak !== undefined) throw new Error(`${leak} names a package that nobody can install`);
			if (name === "testing" && packed.unpackedSize > 15 * megabyte)
				throw new Error(`${packed.unpackedSize} bytes are more than 15 MB`);
			return `${files.length} files, ${(packed.unpackedSize / megabyte).toFixed(1)} MB`;
		});
	}

	step("kubex with its dependencies", () => {
		const bytes = bytesOf(join(project("alone", [tarballs["kubex"] ?? ""]), "node_modules"));
		if (bytes > 12 * megabyte) throw new Error(`${bytes} bytes are more than 12 MB`);
		return `${(bytes / megabyte).toFixed(1)} MB`;
	});

	const folder = project("user", Object.values(tarballs));
	for (const program of ["program.mjs", "plugin.mjs", "proxy.mjs", "refused.mjs", "require.cjs"])
		copyFileSync(join(here, program), join(folder, program));
	const server = join(folder, "node_modules/.bin/kubex-testing");

	step(
		"kubex-codegen --help",
		() => void run(process.execPath, [join(folder, "node_modules/.bin/kubex-codegen"), "--help"], folder),
	);

	const word = process.argv[2] ?? "";
	for (const runtime of runtimes.filter(({ name }) => name.includes(word))) {
		let executable = "";
		step(`${runtime.name}, installed`, () => {
			executable = install(runtime);
		});
		if (executable === "") continue;
		const { noServer } = runtime;
		const runner = noServer === undefined ? [executable, ...runtime.run] : [process.execPath];
		step(`${runtime.name}, a program and its server`, () => {
			const kubeconfig = join(work, `${runtime.name.replaceAll(" ", "-")}.kubeconfig`);
			const output = run(executable, [...runtime.run, "program.mjs", ...runner, server, kubeconfig], folder);
			if (!output.includes("done")) throw new Error(`it did not come to its end: ${output}`);
			return noServer === undefined ? undefined : `the server runs on Node, since ${noServer}`;
		});
		if (noServer !== undefined)
			step(
				`${runtime.name}, a server in the program is refused`,
				() => void run(executable, [...runtime.run, "refused.mjs"], folder),
			);
		step(`${runtime.name}, require("kubex")`, () => void run(executable, [...runtime.run, "require.cjs"], folder));
	}
} finally {
	rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} smoke checks passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
