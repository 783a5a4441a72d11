import type { PathOperation } from "@kubex/openapi";

const booleans: ReadonlySet<string> = new Set([
	"allowWatchBookmarks",
	"follow",
	"force",
	"ignoreStoreReadErrorWithClusterBreakingPotential",
	"insecureSkipTLSVerifyBackend",
	"orphanDependents",
	"previous",
	"sendInitialEvents",
	"stderr",
	"stdin",
	"stdout",
	"timestamps",
	"tty",
	"watch",
]);
const integers: ReadonlySet<string> = new Set([
	"gracePeriodSeconds",
	"limit",
	"limitBytes",
	"ports",
	"sinceSeconds",
	"tailLines",
	"timeoutSeconds",
]);

const statusTexts: Readonly<Record<string, string>> = { "200": "OK", "201": "Created", "202": "Accepted" };

/** A media type that the server reads or writes only behind a feature gate. */
export const isGated = (mediaType: string): boolean => mediaType.includes("cbor");

/** Writes a parameter of a path or of its query; the schema of the wire is only as exact as the server's own document. */
export function openApiParameter(name: string, location: "path" | "query"): unknown {
	const schema = { type: parameterType(name), uniqueItems: true };
	return { name, in: location, ...(location === "path" ? { required: true } : {}), schema };
}

/** The type of a parameter. */
export function parameterType(name: string): "boolean" | "integer" | "string" {
	if (booleans.has(name)) return "boolean";
	return integers.has(name) ? "integer" : "string";
}

/**
 * Writes what one method of a path does.
 *
 * @param shared Query parameters that the path states for all its methods.
 */
export function openApiOperation(operation: PathOperation, shared: ReadonlySet<string>): unknown {
	const parameters = (operation.query ?? []).filter((name) => !shared.has(name));
	const responses = Object.entries(operation.responses ?? {}).map(([status, definition]) => [
		status,
		{
			description: statusTexts[status] ?? status,
			content: contentOf(definition, operation.produces ?? []),
		},
	]);
	return {
		...(parameters.length === 0 ? {} : { parameters: parameters.map((name) => openApiParameter(name, "query")) }),
		...(operation.body === undefined
			? {}
			: {
					requestBody: {
						content: contentOf(operation.body, operation.consumes ?? []),
						...(operation.action === "delete" || operation.action === "deletecollection" ? {} : { required: true }),
					},
				}),
		responses: { ...Object.fromEntries(responses), "401": { description: "Unauthorized" } },
		...(operation.action === undefined ? {} : { "x-kubernetes-action": operation.action }),
		...(operation.kind === undefined ? {} : { "x-kubernetes-group-version-kind": operation.kind }),
	};
}

/** What has no definition is plain text, such as a log. */
function schemaOf(definition: string): unknown {
	return definition === "" ? { type: "string" } : { $ref: `#/components/schemas/${definition}` };
}

function contentOf(definition: string, mediaTypes: readonly string[]): unknown {
	const written = mediaTypes.filter((mediaType) => !isGated(mediaType)).toSorted();
	return Object.fromEntries(written.map((mediaType) => [mediaType, { schema: schemaOf(definition) }]));
}
