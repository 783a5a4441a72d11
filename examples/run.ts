// Runs every example in a process of its own: `npm run examples` on an API server in this process, `npm run examples -- --cluster`
// on that of the kubeconfig.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { TestCluster } from "@kubex/testing";
import { paint } from "./tour/paint.ts";

const examples = ["crud", "delete-collection", "pods-table", "pods-by-node", "pods-in-browser", "open-telemetry", "doctor"];

const { values } = parseArgs({ options: { cluster: { type: "boolean", default: false } } });
const folder = await mkdtemp(join(tmpdir(), "kubex-examples-"));
const cluster = values.cluster ? undefined : await TestCluster.start();
const kubeconfig = join(folder, "kubeconfig");
await cluster?.writeKubeconfig(kubeconfig);
const env = cluster === undefined ? process.env : { ...process.env, KUBECONFIG: kubeconfig };

// An interruption reaches the example as well, which ends once it has tidied up.
let interrupted = false;
process.on("SIGINT", () => {
	interrupted = true;
});

try {
	for (const example of examples) {
		if (interrupted) break;
		const failure = await run(example);
		if (failure) process.exitCode = 1;
	}
} finally {
	await cluster?.close();
	await rm(folder, { recursive: true });
}

/** Runs an example; true when it failed. */
async function run(example: string): Promise<boolean> {
	return await new Promise((resolve) => {
		const program = fileURLToPath(new URL(`${example}.js`, import.meta.url));
		execFile(process.execPath, [program], { env, timeout: 60_000 }, (error, stdout, stderr) => {
			// An example says in one line what it has done; one that says nothing has not reached its end.
			const failed = error !== null || stdout.trim() === "";
			const mark = failed ? paint("✗", "red") : paint("✓", "green");
			console.log(
				`${mark} ${paint(example.padEnd(20), "bold")} ${failed ? stderr.trim() || "it printed nothing" : stdout.trim()}`,
			);
			resolve(failed);
		});
	});
}
