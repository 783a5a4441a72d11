// Measures kubex beside the least possible client and beside @kubernetes/client-node, in one run.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { judge } from "./bars.mjs";
import { runnables as runnablesOf } from "./candidates.mjs";
import { openCluster } from "./cluster.mjs";
import { install } from "./install.mjs";
import { describeMachine } from "./machine.mjs";
import { markdown, replaceBetweenMarkers } from "./report/markdown.mjs";
import { svg } from "./report/svg.mjs";
import { table } from "./report/table.mjs";
import { scenarios } from "./scenarios.mjs";
import { seed } from "./seed.mjs";
import { startWorker } from "./workers.mjs";

const { values: options } = parseArgs({
	options: {
		kubeconfig: { type: "string" },
		rounds: { type: "string", default: "7" },
		only: { type: "string", multiple: true },
		json: { type: "string" },
		svg: { type: "string" },
		readme: { type: "boolean", default: false },
	},
});
const rounds = Number(options.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds must be a whole number above 0, not ${options.rounds}`);
const { only } = options;
const chosen = only === undefined ? scenarios : scenarios.filter(({ name }) => only.includes(name));
if (chosen.length === 0) throw new Error(`--only names none of ${scenarios.map(({ name }) => name).join(", ")}`);
// Part of a run must not replace the figures of a whole one.
const here = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));
const jsonFile = options.json ?? (only === undefined ? here("results.json") : undefined);
const svgFile = options.svg ?? (only === undefined ? here("results.svg") : undefined);

const installation = install();
const runnables = runnablesOf(installation);
const needsCluster = chosen.some(({ needs }) => needs !== "installation");
const cluster = needsCluster ? await openCluster(options.kubeconfig ?? process.env["KUBECONFIG"], installation) : undefined;

/** @type {import("./scenarios/scenario.d.ts").Figure[]} */
const figures = [];
/** @type {(() => Promise<void>)[]} */
const cleanUps = cluster === undefined ? [] : [() => cluster.close()];
process.once("SIGINT", () => void cleanUp().finally(() => process.exit(130)));
try {
	const begin = performance.now();
	const measuredCluster = await prepare();
	for (const scenario of chosen) {
		const before = performance.now();
		const context = { rounds, installation, runnables, ...measuredCluster };
		figures.push(...(await scenario.measure(/** @type {import("./scenarios/scenario.d.ts").Context} */ (context))));
		process.stderr.write(`${scenario.name}: ${((performance.now() - before) / 1000).toFixed(0)} s\n`);
	}
	process.stderr.write(`in all: ${((performance.now() - begin) / 1000).toFixed(0)} s\n`);
} finally {
	await cleanUp();
}

const machine = describeMachine(cluster?.description);
const bars = judge(figures);
process.stdout.write(table(machine, figures, bars));
if (jsonFile !== undefined) write(jsonFile, `${JSON.stringify({ machine, rounds, figures, bars }, null, "\t")}\n`);
if (svgFile !== undefined) write(svgFile, svg(machine, figures));
if (options.readme) {
	const readme = here("../README.md");
	const replaced = replaceBetweenMarkers(readFileSync(readme, "utf8"), markdown(machine, figures));
	if (replaced === undefined) process.stdout.write(`\n${markdown(machine, figures)}`);
	else write(readme, replaced);
}

async function prepare() {
	if (cluster === undefined) return {};
	const seeded = await seed(cluster.client, { configMaps: chosen.some(({ name }) => name === "pages" || name === "watch") });
	cleanUps.unshift(seeded.remove);
	const { namespace, pods } = seeded;
	const target = { namespace, pods };
	if (!chosen.some(({ needs }) => needs === "workers")) return { cluster, target };
	/** @type {import("./workers.mjs").Worker[]} */
	const workers = [];
	for (const runnable of runnables) workers.push(await startWorker(runnable, cluster.kubeconfig));
	cleanUps.unshift(async () => void (await Promise.all(workers.map((worker) => worker.stop()))));
	return { cluster, target, workers };
}

async function cleanUp() {
	for (const step of cleanUps.splice(0)) await step();
}

/**
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}
