import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { KubernetesVersion } from "@kubex/openapi";
import type { ResourceDescriptor } from "kubex/meta";

/** The folder of a release's models. */
export function modelFolder(version: KubernetesVersion): string {
	return fileURLToPath(new URL(`../../k8s/v${version.replace(".", "_")}`, import.meta.url));
}

/** Every descriptor that the modules of a release export, by `module/Name`. */
export async function importDescriptors(version: KubernetesVersion): Promise<Map<string, ResourceDescriptor>> {
	const folder = modelFolder(version);
	const descriptors = new Map<string, ResourceDescriptor>();
	const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
	for (const path of paths) {
		const module: Record<string, ResourceDescriptor> = await import(`${folder}/${path}`);
		for (const [name, value] of Object.entries(module)) descriptors.set(`${path.replace(/\.ts$/, "")}/${name}`, value);
	}
	return descriptors;
}
