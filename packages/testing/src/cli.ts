#!/usr/bin/env node
import { once } from "node:events";
import { parseCliOptions, UsageError, usage } from "./cli-options.ts";
import { TestCluster } from "./test-cluster.ts";

/** Runs the server until the process is asked to end. @returns The exit code. */
async function main(args: readonly string[]): Promise<number> {
	const options = parseCliOptions(args);
	if (options === "help") {
		process.stdout.write(usage);
		return 0;
	}
	const ended = Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
	await using cluster = await TestCluster.start(options);
	await cluster.writeKubeconfig(options.kubeconfig);
	process.stdout.write(`ready ${cluster.url}\n`);
	await ended;
	return 0;
}

try {
	process.exitCode = await main(process.argv.slice(2));
} catch (error) {
	process.stderr.write(`kubex-testing: ${error instanceof Error ? error.message : String(error)}\n`);
	if (error instanceof UsageError) process.stderr.write("Run kubex-testing --help for the arguments.\n");
	process.exitCode = error instanceof UsageError ? 2 : 1;
}
