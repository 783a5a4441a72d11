// The conformance suite on real control planes of the oldest releases and of the newest, and on some that are broken on purpose.
// The scripts that start them stand beside the checkout; a release is compiled the first time, which takes ten minutes.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const scripts = fileURLToPath(new URL("../../shared/cluster", import.meta.url));
const vitest = join(root, "node_modules/vitest/vitest.mjs");

/**
 * @typedef {object} Part
 * @property {string} title
 * @property {string} [release] - Of the real control plane that it runs on. Default: it needs none.
 * @property {string} config
 * @property {string} [file] - The only file of the configuration that is run.
 * @property {Record<string, string>} [environment] - Further variables.
 * @property {boolean} [startsItself] - Whether the test starts the control plane, which it wants in its own way.
 */

/** @type {readonly Part[]} */
const parts = [
	{ title: "soak", config: "conformance/deep/deep.config.ts", file: "soak" },
	{ title: "pages of a forgotten state", release: "1.35.4", config: "conformance/deep/deep.config.ts", file: "expired" },
	{ title: "states that are lost", release: "1.35.4", config: "conformance/deep/deep.config.ts", file: "restore" },
	{ title: "chaos", release: "1.35.4", config: "conformance/deep/deep.config.ts", file: "chaos" },
	{ title: "OpenID Connect", release: "1.35.4", config: "conformance/deep/deep.config.ts", file: "oidc", startsItself: true },
	{
		title: "differential",
		release: "1.35.4",
		config: "conformance/cluster.config.ts",
		file: "conformance/differential.test.ts",
		environment: {
			KUBEX_DIFFERENTIAL_SEQUENCES: "5000",
			KUBEX_DIFFERENTIAL_SEED: process.env["KUBEX_DIFFERENTIAL_SEED"] ?? String(Math.floor(Math.random() * 2 ** 31)),
		},
	},
	{ title: "the suite on 1.32", release: "1.32.13", config: "conformance/cluster.config.ts" },
	{ title: "the suite on 1.33", release: "1.33.13", config: "conformance/cluster.config.ts" },
	{ title: "the suite on 1.37", release: "1.37.2", config: "conformance/cluster.config.ts" },
];

/**
 * Runs a command to its end, its output shown.
 *
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {Record<string, string>} environment
 * @returns {Promise<boolean>} whether it succeeded
 */
async function run(command, parameters, environment) {
	const child = spawn(command, parameters, { cwd: root, env: { ...process.env, ...environment }, stdio: "inherit" });
	return await new Promise((resolve, reject) => {
		child.once("error", reject);
		child.once("close", (code) => resolve(code === 0));
	});
}

const wanted = process.argv.slice(2);
let failed = 0;
for (const { title, release, config, file, environment: own, startsItself } of parts) {
	if (wanted.length > 0 && !wanted.includes(title) && !(release !== undefined && wanted.includes(release))) continue;
	/** @param {Record<string, string>} environment */
	const test = async (environment) => {
		const parameters = [vitest, "run", "--config", config, ...(file === undefined ? [] : [file])];
		const passed = await run(process.execPath, parameters, { ...environment, ...own });
		console.log(`${passed ? "passed" : "FAILED"}: ${title}`);
		if (!passed) failed += 1;
	};
	if (release === undefined) {
		await test({});
		continue;
	}
	if (!existsSync(join(scripts, "up"))) {
		console.log(`NOT RUN: ${title}: ${scripts}/up, which starts a control plane, is not there`);
		continue;
	}
	const directory = mkdtempSync(join(tmpdir(), "kubex-deep-"));
	const cluster = { K8S_VERSION: release, CLUSTER_DIR: directory };
	try {
		if (!startsItself && !(await run(join(scripts, "up"), [], cluster))) {
			console.log(`NOT RUN: ${title}: Kubernetes ${release} could not be started`);
			failed += 1;
			continue;
		}
		const environment = {
			...cluster,
			KUBECONFIG: join(directory, "kubeconfig"),
			KUBEX_CLUSTER_SCRIPTS: scripts,
			KUBEX_CONFORMANCE_MODELS: `v${release.split(".").slice(0, 2).join("_")}`,
		};
		await test(environment);
	} finally {
		await run(join(scripts, "down"), [], cluster);
		rmSync(directory, { recursive: true, force: true });
	}
}
process.exitCode = failed === 0 ? 0 : 1;
