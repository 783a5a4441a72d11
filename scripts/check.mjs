// Every static gate, two at a time, one line each. `npm run check -- lint types` runs only those whose names begin so.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = (/** @type {string} */ name) => join(root, "node_modules/.bin", name);
const node = process.execPath;
/** @type {{ scripts: Record<string, string> }} */
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/**
 * @typedef {object} Step
 * @property {readonly string[]} command
 * @property {string} [cwd] - Relative to the repository.
 * @property {boolean} [unbuilt] - Whether it needs nothing that the build makes.
 */

const published = ["kubex", "testing", "codegen"];
const tests = ["openapi", "kubex", "testing", "codegen"];

/** @type {Readonly<Record<string, Step>>} */
const steps = {
	format: { command: [bin("biome"), "check", "--error-on-warnings", "."], unbuilt: true },
	layers: { command: [node, "scripts/check-layers.mjs"], unbuilt: true },
	lockfile: { command: [node, "scripts/complete-lockfile.mjs", "--check"], unbuilt: true },
	scripts: { command: [bin("tsc"), "-p", "scripts"], unbuilt: true },
	// Right after the build there is nothing to build.
	"built once": { command: [node, "scripts/build.mjs", "--check"] },
	lint: { command: [bin("oxlint"), "--deny-warnings", "--format=unix"] },
	...Object.fromEntries(
		tests.map((name) => [`types of tests of ${name}`, { command: [bin("tsc"), "-p", `packages/${name}/test`] }]),
	),
	...Object.fromEntries(
		["conformance", "docs", "examples/test"].map((folder) => [`types of ${folder}`, { command: [bin("tsc"), "-p", folder] }]),
	),
	"types for TypeScript 7": { command: [node, "type-tests/run.mjs", "7"] },
	"types for TypeScript 6": { command: [node, "type-tests/run.mjs", "6"] },
	...("models:check" in scripts && { models: { command: ["npm", "run", "--silent", "models:check"] } }),
	"API reports": { command: [node, "scripts/check-api.mjs"] },
	knip: { command: [bin("knip"), "--no-config-hints"] },
	size: { command: [bin("size-limit")] },
	...Object.fromEntries(
		published.flatMap((name) => [
			[`publint ${name}`, { command: [bin("publint"), "--strict"], cwd: `packages/${name}` }],
			[`attw ${name}`, { command: [bin("attw"), "--pack", ".", "--profile", "esm-only"], cwd: `packages/${name}` }],
		]),
	),
};

const wanted = process.argv.slice(2).map((word) => word.toLowerCase());
const names = Object.keys(steps);
for (const word of wanted) {
	if (!names.some((name) => name.toLowerCase().startsWith(word))) {
		throw new Error(`no step begins with ${JSON.stringify(word)}; there are ${names.join(", ")}`);
	}
}
const chosen = Object.entries(steps).filter(
	([name]) => wanted.length === 0 || wanted.some((word) => name.toLowerCase().startsWith(word)),
);

let passed = 0;
let failed = 0;

/**
 * @param {string} name
 * @param {Step} step
 */
async function run(name, { command: [file = "", ...parameters], cwd = "." }) {
	const begin = performance.now();
	const child = spawn(file, parameters, { cwd: join(root, cwd), stdio: ["ignore", "pipe", "pipe"] });
	let output = "";
	for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
	const code = await new Promise((resolve) => child.on("error", (error) => resolve(error.message)).on("close", resolve));
	const time = `${((performance.now() - begin) / 1000).toFixed(1)} s`.padStart(7);
	console.log(`${code === 0 ? "ok    " : "failed"} ${time}  ${name}`);
	if (code === 0) passed += 1;
	else {
		failed += 1;
		console.log(`${output.trimEnd()}\n`);
	}
	return code === 0;
}

/** @param {readonly (readonly [string, Step])[]} queue */
async function runAll(queue) {
	const rest = [...queue];
	const worker = async () => {
		for (let next = rest.shift(); next !== undefined; next = rest.shift()) await run(...next);
	};
	await Promise.all([worker(), worker()]);
}

const begin = performance.now();
const needsBuild = chosen.filter(([, step]) => !step.unbuilt);
const early = runAll(chosen.filter(([, step]) => step.unbuilt));
const built = needsBuild.length === 0 || (await run("build", { command: [node, "scripts/build.mjs"] }));
await early;
// Without declarations every other step would only say so again.
if (built) await runAll(needsBuild);
else console.log(`not run: ${needsBuild.map(([name]) => name).join(", ")}`);
console.log(`${passed} checks passed, ${failed} failed in ${((performance.now() - begin) / 1000).toFixed(0)} s`);
process.exitCode = failed === 0 ? 0 : 1;
