// Builds every package: declarations and plain modules by tsc, then one bundle per entry point.
// Many small ESM files cost a tenth of a second to import, so what users import is bundled with shared chunks; models stay
// one file per group version, since a program imports few of them.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { sourcesDigest } from "./sources-digest.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const packages = join(root, "packages");

// Nothing is done when the last build was made from the same sources; `--force` builds all the same. The digest is taken
// before the build, so that an edit during it counts as later, and goes first, so that a build that fails leaves none.
const digestFile = join(root, ".cache/build-digest");
const digest = sourcesDigest(root);
const results = [
	"packages/kubex/dist",
	"packages/testing/dist",
	"packages/codegen/dist",
	"packages/openapi/build",
	"examples/build",
];
const present = results.every((folder) => existsSync(join(root, folder)));
if (present && existsSync(digestFile) && readFileSync(digestFile, "utf8") === digest && !process.argv.includes("--force")) {
	process.exit(0);
}
if (process.argv.includes("--check")) {
	console.error("the last build was made from other sources, or has changed them");
	process.exit(1);
}
rmSync(digestFile, { force: true });
console.error("building …");

const compiled = spawnSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-b"], {
	cwd: root,
	stdio: "inherit",
});
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

/**
 * @param {string} name
 * @param {readonly string[]} entryPoints
 * @param {{ bundled?: readonly string[] }} options
 */
async function bundle(name, entryPoints, { bundled = [] } = {}) {
	const folder = join(packages, name);
	const out = join(folder, "dist");
	rmSync(out, { recursive: true, force: true });
	await build({
		absWorkingDir: folder,
		entryPoints: entryPoints.map((entry) => join(folder, "build/src", `${entry}.js`)),
		outdir: out,
		bundle: true,
		splitting: true,
		format: "esm",
		platform: "node",
		target: "node20.19",
		chunkNames: "chunk-[hash]",
		logLevel: "warning",
		plugins: [
			{
				name: "keep packages outside",
				setup(plugin) {
					plugin.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
						kind === "entry-point" || bundled.includes(path) ? undefined : { path, external: true },
					);
				},
			},
		],
	});
	return out;
}

const kubex = await bundle("kubex", ["index", "meta", "runtime"]);
cpSync(join(packages, "kubex/build/k8s"), join(kubex, "k8s"), { recursive: true });

for (const name of ["testing", "codegen"]) {
	const out = await bundle(name, entriesOf(name), { bundled: ["@kubex/openapi"] });
	cpSync(join(packages, "openapi/data"), join(out, "data"), { recursive: true });
	adoptTypes(join(packages, name));
}

// npm publishes the licence that lies beside a package.json.
for (const name of ["kubex", "testing", "codegen"]) cpSync(join(root, "LICENSE"), join(packages, name, "LICENSE"));

mkdirSync(join(root, ".cache"), { recursive: true });
writeFileSync(digestFile, digest);

/**
 * Makes the declarations of the private package, which nobody can install, a part of those that mention it. The
 * package's own name for them holds wherever tsc looks from: a project that refers to this one resolves the imports of its
 * declarations as if they stood in its sources.
 *
 * @param {string} folder
 */
function adoptTypes(folder) {
	cpSync(join(packages, "openapi/types/src"), join(folder, "dist/openapi"), { recursive: true });
	const types = join(folder, "types");
	for (const file of readdirSync(types, { recursive: true, encoding: "utf8" })) {
		if (!file.endsWith(".d.ts")) continue;
		const text = readFileSync(join(types, file), "utf8");
		const adopted = text.replaceAll('"@kubex/openapi"', '"#openapi"');
		if (adopted !== text) writeFileSync(join(types, file), adopted);
	}
}

/** @param {string} name */
function entriesOf(name) {
	return ["index", "cli"].filter((entry) => existsSync(join(packages, name, "build/src", `${entry}.js`)));
}
