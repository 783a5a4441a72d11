import { mergeDefinition } from "./merge-openapi3.ts";
import type { OpenApiSchema, ReleaseDocument, ReleaseOperation } from "./release-document.ts";
import type { OpenApiDocument, OpenApiOperation, OpenApiParameter, OpenApiPath, ServerDocuments } from "./server-documents.ts";

// Watches have had paths of their own, which still answer; the parameter `watch` of lists took their place.
const watchPath = /^\/(?:api\/[^/]+|apis\/[^/]+\/[^/]+)\/watch\//;

/**
 * Gathers what a server publishes in one document. A server cannot tell what it would serve without its flags, so
 * `servedByDefault` is what it serves.
 */
export function gatherRelease({ gitVersion, openapi, openapi3, discovery }: ServerDocuments): ReleaseDocument {
	const schemas = new Map<string, OpenApiSchema>();
	for (const { components } of openapi3)
		for (const [name, one] of Object.entries(components?.schemas ?? {})) schemas.set(name, one);

	const groups = discovery.flatMap((list) => list.items);
	const versions = groups.map((group) => [group.metadata?.name ?? "", group.versions ?? []] as const);
	return {
		// Distributions append their own mark, as in `v1.35.4+k3s1`.
		kubernetes: gitVersion.replace(/^v/, "").replace(/[+-].*$/, ""),
		definitions: Object.fromEntries(
			Object.entries(openapi.definitions).map(([name, one]) => [name, mergeDefinition(one, schemas.get(name))]),
		),
		paths: Object.fromEntries(
			Object.entries(openapi.paths)
				.filter(([path]) => !watchPath.test(path))
				.map(([path, one]) => [path, gatherPath(one, openapi)]),
		),
		discovery: Object.fromEntries(
			versions.map(([name, all]) => [name, all.map(({ version, resources = [] }) => ({ version, resources }))]),
		),
		servedByDefault: Object.fromEntries(
			versions.map(([name, all]) => [
				name,
				Object.fromEntries(all.map(({ version, resources = [] }) => [version, resources.map((one) => one.resource)])),
			]),
		),
	};
}

function gatherPath(path: OpenApiPath, openapi: OpenApiDocument): Record<string, ReleaseOperation> {
	const { parameters: shared = [], ...methods } = path;
	return Object.fromEntries(Object.entries(methods).map(([method, one]) => [method, gatherOperation(one, shared, openapi)]));
}

function gatherOperation(
	operation: OpenApiOperation,
	shared: readonly OpenApiParameter[],
	openapi: OpenApiDocument,
): ReleaseOperation {
	const { consumes, produces, "x-kubernetes-action": action, "x-kubernetes-group-version-kind": kind } = operation;
	const parameters = [...shared, ...(operation.parameters ?? [])].map((one) => resolve(one, openapi));
	const query = parameters.filter((one) => one.in === "query").map((one) => one.name ?? "");
	const body = parameters.find((one) => one.in === "body")?.schema?.$ref;
	const responses: Record<string, string | OpenApiSchema> = {};
	for (const [status, { schema }] of Object.entries(operation.responses ?? {})) {
		if (schema !== undefined) responses[status] = schema.$ref ?? schema;
	}
	return {
		...(action === undefined ? {} : { action }),
		...(kind === undefined ? {} : { kind }),
		...(query.length === 0 ? {} : { query: query.toSorted() }),
		...(body === undefined ? {} : { body }),
		responses,
		...(consumes === undefined ? {} : { consumes }),
		...(produces === undefined ? {} : { produces }),
	};
}

function resolve(parameter: OpenApiParameter, { parameters = {} }: OpenApiDocument): OpenApiParameter {
	return parameter.$ref === undefined ? parameter : (parameters[parameter.$ref.replace("#/parameters/", "")] ?? {});
}
