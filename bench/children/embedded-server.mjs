// How long the embedded API server takes to its first answer, and a further cluster beside it; imports are not counted.
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";

const [, , folder = ""] = process.argv;

const require = createRequire(join(folder, "package.json"));
/** @type {typeof import("@kubex/testing")} */
const { TestCluster } = await import(require.resolve("@kubex/testing"));
// The client loads its transport on first use, which is an import as well.
await import(require.resolve("undici/lib/dispatcher/client.js"));

const begin = performance.now();
const cluster = await TestCluster.start();
const client = await cluster.createClient();
await client.request({ method: "GET", path: "/readyz" });
const start = performance.now() - begin;

/** @type {number[]} */
const isolated = [];
for (let count = 0; count < 5; count++) {
	const before = performance.now();
	const further = cluster.isolated();
	isolated.push(performance.now() - before);
	await further.close();
}
process.stdout.write(JSON.stringify({ start, isolated: isolated.toSorted((a, b) => a - b)[2] }));
process.exit();
