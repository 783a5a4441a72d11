// Type-checks programs of users against the declarations as they are published, with TypeScript 7 or 6, and compares what
// the compiler says about wrong programs with what is written down beside them. `--update` writes it down.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const [version = "7", ...flags] = process.argv.slice(2);
const tsc = join(here, version === "6" ? "node_modules" : "../node_modules", "typescript/bin/tsc");
const problems = /** @type {string[]} */ ([]);

/** @param {readonly string[]} parameters */
function compile(parameters) {
	const { stdout, stderr, status } = spawnSync(process.execPath, [tsc, "--pretty", "false", ...parameters], {
		cwd: here,
		encoding: "utf8",
	});
	return { output: stdout + stderr, passed: status === 0 };
}

const running = compile(["--version"]).output.trim();
if (!running.startsWith(`Version ${version}.`)) throw new Error(`wanted TypeScript ${version}, found ${running}`);

// A program that brings neither libraries nor types of its own: nothing but kubex and the language may take part.
const plain = compile(["-p", "tsconfig.json", "--listFiles"]);
const files = plain.output.split("\n").filter((line) => line.startsWith("/"));
if (!plain.passed) problems.push(...plain.output.split("\n").filter((line) => line !== "" && !line.startsWith("/")));
const foreign = files
	.map((file) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1])
	.filter((name) => name !== undefined);
for (const name of new Set(foreign)) {
	if (!/^(?:@typescript\/|typescript$)/.test(name)) problems.push(`the declarations of kubex reach those of ${name}`);
}
if (!files.some((file) => file.includes("/packages/kubex/types/"))) problems.push("the declarations of kubex took no part");

for (const consumer of readdirSync(join(here, "consumers")).filter((name) => name.endsWith(".json"))) {
	const { output, passed } = compile(["-p", join("consumers", consumer)]);
	if (!passed) problems.push(`consumers/${consumer}:`, output.trimEnd());
}

// Two compilers may word a message differently: what TypeScript 6 says otherwise has a file of its own.
const said = compile(["-p", "messages"]).output.replaceAll(/^messages\//gm, "");
const rule = join(here, "messages/expected.txt");
const exception = join(here, "messages/expected.typescript-6.txt");
const file = version === "6" && existsSync(exception) ? exception : rule;
if (flags.includes("--update")) writeFileSync(version === "6" && said !== readFileSync(rule, "utf8") ? exception : rule, said);
else if (said !== readFileSync(file, "utf8")) {
	const [expected, actual] = [readFileSync(file, "utf8").split("\n"), said.split("\n")];
	problems.push(
		...expected.filter((line) => !actual.includes(line)).map((line) => `messages: expected  ${line}`),
		...actual.filter((line) => !expected.includes(line)).map((line) => `messages: now says  ${line}`),
	);
}

for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
