import { mkdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createClient } from "kubex";
import type { ApiDescription } from "./api-description.ts";
import { describeRelease } from "./import/describe-release.ts";
import { fetchDocuments } from "./import/fetch-documents.ts";
import { saveFieldNumbers } from "./import/gather-field-numbers.ts";
import { gatherRelease } from "./import/gather-release.ts";
import { readReleases, saveApiDescription } from "./import/release-folder.ts";

const usage = `npm run openapi:import -- <kubeconfig or folder> [--output <folder>]

Writes the data file of the release that a server runs, or those of the documents v1.NN.json in a folder, with the
numbers of fields where it has protobuf-v1.NN.json as well.
--output  where to; by default the data of this package
`;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { output: { type: "string" } } });
const [source] = positionals;
if (source === undefined || positionals.length > 1) {
	process.stderr.write(usage);
	process.exitCode = 2;
} else {
	const output = values.output ?? fileURLToPath(new URL("../../data", import.meta.url));
	mkdirSync(output, { recursive: true });
	const descriptions = statSync(source).isDirectory() ? readReleases(source) : [await readServer(source)];
	const fieldNumbers = saveFieldNumbers(source, output);
	if (fieldNumbers !== undefined) process.stdout.write(`${fieldNumbers}\n`);
	for (const description of descriptions) process.stdout.write(`${saveApiDescription(description, output)}\n`);
}

async function readServer(kubeconfig: string): Promise<ApiDescription> {
	await using client = await createClient({ kubeconfig });
	return describeRelease(gatherRelease(await fetchDocuments(client)));
}
