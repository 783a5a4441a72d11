import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiDescription } from "../api-description.ts";
import { writeApiDescription } from "../compact/text.ts";
import { describeRelease } from "./describe-release.ts";

/**
 * Reads the documents `v1.NN.json` of a folder, one a release.
 *
 * @throws Error when the folder holds none.
 */
export function readReleases(folder: string): ApiDescription[] {
	const names = readdirSync(folder).filter((name) => /^v\d+\.\d+\.json$/.test(name));
	if (names.length === 0) throw new Error(`${folder} holds no v1.NN.json`);
	return names.toSorted().map((name) => describeRelease(JSON.parse(readFileSync(join(folder, name), "utf8"))));
}

/** Writes a description as the data file of its release and returns the file's name. */
export function saveApiDescription(description: ApiDescription, folder: string): string {
	const file = join(folder, `v${description.kubernetes.split(".", 2).join(".")}.json`);
	writeFileSync(file, writeApiDescription(description));
	return file;
}
