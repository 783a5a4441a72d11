#!/usr/bin/env node
import { join } from "node:path";
import { parseArgs } from "node:util";
import { kubernetesVersions, loadApiDescription } from "@kubex/openapi";
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
	process.stderr.write(usage);
	process.exitCode = 2;
} else {
	run(values.output, values.kubernetes ?? [...kubernetesVersions], values.check);
}

function run(output: string, releases: readonly string[], check: boolean): void {
	for (const release of releases) {
		const version = kubernetesVersions.find((known) => known === release);
		if (version === undefined)
			throw new RangeError(`Kubernetes ${release} is not described; known are ${kubernetesVersions.join(", ")}`);
		const folder = join(output, `v${version.replace(".", "_")}`);
		const models = generateModels(loadApiDescription(version));
		const { written, removed } = check ? compareModels(folder, models) : saveModels(folder, models);
		for (const path of written) process.stdout.write(`${check ? "differs" : "written"} ${join(folder, path)}\n`);
		for (const path of removed) process.stdout.write(`${check ? "does not belong" : "removed"} ${join(folder, path)}\n`);
		if (check && written.length + removed.length > 0) process.exitCode = 1;
	}
}
