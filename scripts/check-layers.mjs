// Proves that the layer rule reports what it must and nothing else: lints a small tree that breaks each part of it once.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** File, its text, and what the rule says of it; `undefined` for nothing. */
const cases = /** @type {const} */ ([
	["packages/kubex/src/core/up.ts", `import "../client/client.ts";`, "core/ must not import from client/"],
	["packages/kubex/src/core/errors/deep.ts", `import "../../config/kubeconfig.ts";`, "core/ must not import from config/"],
	["packages/kubex/src/core/types.ts", `import type { Api } from "../api/api.ts";`, "core/ must not import from api/"],
	["packages/kubex/src/core/again.ts", `export * from "../runtime/store.ts";`, "core/ must not import from runtime/"],
	["packages/kubex/src/core/node.ts", `import "node:path";`, "core/ must not import node:path"],
	["packages/kubex/src/core/barrel.ts", `import "../index.ts";`, "core/ must not import index.ts"],
	["packages/kubex/src/config/net.ts", `import "node:net";`, "config/ must not import node:net"],
	["packages/kubex/src/client/lazy.ts", `export const lazy = import("js-yaml");`, "client/ must not import js-yaml"],
	["packages/kubex/src/api/ops.ts", `import "../ops/drain.ts";`, "api/ must not import from ops/"],
	["packages/testing/src/reach.ts", `import "../../kubex/src/index.ts";`, "packages/testing/ must not reach into"],
	["packages/kubex/src/core/meta/fine.ts", `import "../request.ts";`, undefined],
	[
		"packages/kubex/src/client/fine.ts",
		`import "node:tls"; import "undici/index.js"; import "../config/yaml.ts"; import "../version.ts";`,
		undefined,
	],
	["packages/kubex/src/index.ts", `export * from "./api/api.ts";`, undefined],
	[
		"packages/kubex/test/core/fine.test.ts",
		`import "../../src/index.ts"; import "vitest"; import "../../../testing/src/certificates/x.ts";`,
		undefined,
	],
]);

const folder = mkdtempSync(join(tmpdir(), "kubex-layers-"));
try {
	for (const [file, text] of cases) {
		mkdirSync(join(folder, dirname(file)), { recursive: true });
		writeFileSync(join(folder, file), `${text}\n`);
	}
	writeFileSync(
		join(folder, ".oxlintrc.json"),
		JSON.stringify({
			jsPlugins: [join(root, "scripts/lint/layers.mjs")],
			categories: { correctness: "off" },
			rules: { "kubex/layers": "error" },
		}),
	);
	const { stdout, stderr } = spawnSync(process.execPath, [join(root, "node_modules/oxlint/bin/oxlint"), "-f", "json"], {
		cwd: folder,
		encoding: "utf8",
	});
	/** @type {{ diagnostics: { filename: string, message: string }[], number_of_files: number }} */
	const report = stdout === "" ? { diagnostics: [], number_of_files: 0 } : JSON.parse(stdout);
	const problems = cases.flatMap(([file, , expected]) => {
		const messages = report.diagnostics.filter(({ filename }) => filename === file).map(({ message }) => message);
		const right = expected === undefined ? messages.length === 0 : messages.length === 1 && messages[0]?.startsWith(expected);
		return right ? [] : [`${file}: expected ${expected ?? "nothing"}, the rule said ${messages.join("; ") || "nothing"}`];
	});
	if (report.number_of_files !== cases.length)
		problems.push(`${report.number_of_files} of ${cases.length} files were linted: ${stderr}`);
	for (const problem of problems) console.error(problem);
	process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
