// The tour: `npm start` walks it on an API server inside this process, `npm start -- --cluster` on that of the kubeconfig.
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { TestCluster } from "@kubex/testing";
import { createClient, KubexError } from "kubex";
import { TemporaryNamespace } from "../temporary-namespace.ts";
import { crudTour } from "./crud.ts";
import { readListing } from "./listing.ts";
import { paint } from "./paint.ts";
import { prepare } from "./prepare.ts";
import { Tour } from "./tour.ts";

const { values } = parseArgs({ options: { cluster: { type: "boolean", default: false } } });
const print = (line: string): void => console.log(line);
const width = Math.min(process.stdout.columns ?? 110, 120);

try {
	const start = performance.now();
	await using embedded = values.cluster ? undefined : await embeddedServer();
	await using client = await createClient();
	const { gitVersion } = await client.version();
	const where = embedded === undefined ? "of your kubeconfig" : "inside this process";
	const milliseconds = Math.round(performance.now() - start);
	print(`\n${paint("kubex", "bold", "cyan")} ${paint("a tour of reading and writing", "bold")}`);
	print(`Kubernetes ${gitVersion}, the API server ${where}, ready after ${milliseconds} ms`);

	await using namespace = await TemporaryNamespace.create(client, "kubex-tour-");
	await prepare(client, namespace.name);
	const tour = new Tour(await readListing(new URL("../../tour/crud.ts", import.meta.url)), { width, print });
	await crudTour(tour, namespace.name);

	const seconds = ((performance.now() - start) / 1000).toFixed(1);
	const { steps, requests } = tour.end();
	print(`\n${paint("✓", "green")} ${steps} steps, ${requests} requests, ${seconds} s.`);
	print(paint("  The source of this tour: examples/tour/crud.ts. Read on in docs/quick-start.md.\n", "dim"));
} catch (error) {
	process.exitCode = 1;
	console.error(paint("✗ The tour ended early.", "red"), error instanceof KubexError ? error.message : error);
}

/** An API server in this process, made known the way a cluster is: through KUBECONFIG. */
async function embeddedServer(): Promise<TestCluster> {
	const folder = await mkdtemp(join(tmpdir(), "kubex-tour-"));
	process.once("exit", () => rmSync(folder, { recursive: true }));
	process.env["KUBECONFIG"] = join(folder, "kubeconfig");
	const cluster = await TestCluster.start();
	await cluster.writeKubeconfig(process.env["KUBECONFIG"]);
	return cluster;
}
