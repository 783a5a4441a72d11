import type { ApiDescription } from "@kubex/openapi";
import { collectReferences } from "./openapi-schema.ts";
import { swaggerPath, withWatchPaths } from "./swagger-paths.ts";
import { swaggerSchema } from "./swagger-schema.ts";

/**
 * Writes the one document of OpenAPI v2 that describes everything which is served; without prose, tags and the ids of operations, of
 * which the description has none.
 *
 * @param paths Those that are served.
 */
export function swaggerDocument(description: ApiDescription, paths: readonly string[]): unknown {
	const { definitions, kubernetes, paths: operations } = description;
	const served = withWatchPaths(Object.fromEntries(paths.map((path) => [path, operations[path] ?? {}])));
	const names = new Set<string>();
	for (const { body, responses = {} } of Object.values(served).flatMap((methods) => Object.values(methods))) {
		for (const name of [body, ...Object.values(responses)]) if (name !== undefined && name !== "") names.add(name);
	}
	// A set takes in what is added while it is walked, so this reaches everything that is referred to.
	for (const name of names) collectReferences(definitions[name] ?? {}, names);
	return {
		swagger: "2.0",
		info: { title: "Kubernetes", version: kubernetes.split(".").slice(0, 2).join(".") },
		paths: Object.fromEntries(
			Object.keys(served)
				.toSorted()
				.map((path) => [path, swaggerPath(path, served[path] ?? {})]),
		),
		definitions: Object.fromEntries([...names].toSorted().map((name) => [name, swaggerSchema(definitions[name] ?? {})])),
		securityDefinitions: {
			BearerToken: { description: "Bearer Token authentication", type: "apiKey", name: "authorization", in: "header" },
		},
		security: [{ BearerToken: [] }],
	};
}
