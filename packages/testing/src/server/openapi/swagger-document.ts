import type { ApiDescription } from "@kubex/openapi";
import type { ServedResource } from "../../registry/served-resource.ts";
import { customDefinitions, sharedDefinitions, swaggerForm } from "./custom-definitions.ts";
import { customPaths } from "./custom-paths.ts";
import { collectReferences } from "./openapi-schema.ts";
import { type Operations, swaggerPath, withWatchPaths } from "./swagger-paths.ts";
import { swaggerSchema } from "./swagger-schema.ts";

/**
 * Writes the one document of OpenAPI v2 that describes everything which is served; without prose, tags and the ids of operations, of
 * which the description has none.
 *
 * @param paths Those that are served.
 * @param resources Those of custom kinds.
 */
export function swaggerDocument(
	description: ApiDescription,
	paths: readonly string[],
	resources: readonly ServedResource[],
): unknown {
	const { definitions, kubernetes, paths: operations } = description;
	const served: Operations = {
		...withWatchPaths(Object.fromEntries(paths.map((path) => [path, operations[path] ?? {}]))),
		...Object.fromEntries(resources.flatMap((resource) => Object.entries(customPaths(resource)))),
	};
	const custom = new Map(resources.flatMap((resource) => customDefinitions(resource, swaggerForm)));
	const names = new Set<string>(custom.size === 0 ? [] : sharedDefinitions);
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
		definitions: Object.fromEntries(
			[...names].toSorted().map((name) => [name, custom.get(name) ?? swaggerSchema(definitions[name] ?? {})]),
		),
		securityDefinitions: {
			BearerToken: { description: "Bearer Token authentication", type: "apiKey", name: "authorization", in: "header" },
		},
		security: [{ BearerToken: [] }],
	};
}
