import type { Raw } from "./raw.ts";

/** The path of the objects of a resource, in a namespace where they have one, as discovery tells. */
export async function collectionPath(raw: Raw, apiVersion: string, plural: string, namespace: string): Promise<string> {
	const root = `${apiVersion === "v1" ? "/api" : "/apis"}/${apiVersion}`;
	const { resources } = (await raw("GET", root)).body as { resources: { name: string; namespaced: boolean }[] };
	const resource = resources.find(({ name }) => name === plural);
	if (resource === undefined) throw new Error(`${apiVersion} has no ${plural}`);
	return `${root}${resource.namespaced ? `/namespaces/${namespace}` : ""}/${plural}`;
}
