import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ApiDescription } from "./api-description.ts";
import { parseApiDescription } from "./compact/text.ts";
import { type KubernetesVersion, kubernetesVersions } from "./kubernetes-versions.ts";

/** Where {@link loadApiDescription} reads. */
export interface LoadApiDescriptionOptions {
	/** The folder of the data files; by default the nearest folder `data` beside or above this module. */
	readonly directory?: string | undefined;
}

// Beside a bundle that ships the data, above the sources, above what tsc emits of them.
const places = ["./data/", "../data/", "../../data/"];
const loaded = new Map<string, ApiDescription>();

/**
 * Reads what an API server of one release publishes about its API, with every feature gate on. Descriptions are cached
 * and shared, so they must not be changed.
 *
 * @throws RangeError for a release that is not described, Error when its data file is missing.
 *
 * @example
 * ```ts
 * loadApiDescription("1.35").groups.map((group) => group.name); // ["", "apiregistration.k8s.io", "apps", ...]
 * ```
 */
export function loadApiDescription(version: KubernetesVersion, options: LoadApiDescriptionOptions = {}): ApiDescription {
	if (!kubernetesVersions.includes(version)) {
		throw new RangeError(`Kubernetes ${version} is not described; known are ${kubernetesVersions.join(", ")}`);
	}
	const file = join(options.directory ?? dataDirectoryOf(`v${version}.json`), `v${version}.json`);
	let description = loaded.get(file);
	if (description === undefined) {
		description = parseApiDescription(readFileSync(file, "utf8"));
		loaded.set(file, description);
	}
	return description;
}

/** The folder that holds a data file. */
export function dataDirectoryOf(file: string): string {
	const directories = places.map((place) => fileURLToPath(new URL(place, import.meta.url)));
	const directory = directories.find((one) => existsSync(join(one, file)));
	if (directory === undefined) throw new Error(`no ${file} in ${directories.join(", ")}`);
	return directory;
}
