#!/usr/bin/env node
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type KubernetesVersion, kubernetesVersions, loadApiDescription } from "@kubex/openapi";
import { generateModels } from "./generate-models.ts";
import { compareModels, saveModels } from "./model-folder.ts";

const usage = `kubex-codegen --output <folder> [--kubernetes <version>]... [--check]

Writes the models of Kubernetes ${kubernetesVersions.join(", ")} (or of the given releases) to <folder>/v1_NN.
TypeScript files there that are no models are removed.
--check  writes nothing, and fails when something would change
`;

const { values } = parseArgs({
	options: {
		output: { type: "string" },
		kubernetes: { type: "string", multiple: true },
		check: { type: "boolean", default: false },
		help: { type: "boolean", default: false },
	},
});

if (values.help) {
	process.stdout.write(usage);
} else if (values.output === undefined) {
	fail(usage);
} else {
	const releases = values.kubernetes ?? kubernetesVersions;
	const versions = kubernetesVersions.filter((known) => releases.includes(known));
	const unknown = releases.filter((release) => !versions.some((version) => version === release));
	if (unknown.length > 0) fail(`Kubernetes ${unknown.join(", ")} is not described; known are ${kubernetesVersions.join(", ")}\n`);
	else for (const version of versions) generate(version, values.output, values.check);
}

function generate(version: KubernetesVersion, output: string, check: boolean): void {
	const folder = join(output, `v${version.replace(".", "_")}`);
	const models = generateModels(loadApiDescription(version));
	const { written, removed } = check ? compareModels(folder, models) : saveModels(folder, models);
	for (const path of written) process.stdout.write(`${check ? "differs" : "written"} ${join(folder, path)}\n`);
	for (const path of removed) process.stdout.write(`${check ? "does not belong" : "removed"} ${join(folder, path)}\n`);
	if (check && written.length + removed.length > 0) process.exitCode = 1;
}

function fail(message: string): void {
	process.stderr.write(message);
	process.exitCode = 2;
}
