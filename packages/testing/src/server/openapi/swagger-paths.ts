import type { PathOperation } from "@kubex/openapi";
import { isGated, parameterType } from "./openapi-operation.ts";
import { swaggerReference } from "./swagger-schema.ts";

/** Operations by path and by method. */
export type Operations = Readonly<Record<string, Readonly<Record<string, PathOperation>>>>;

const statusTexts: Readonly<Record<string, string>> = { "200": "OK", "201": "Created", "202": "Accepted" };
const watchEvent = "io.k8s.apimachinery.pkg.apis.meta.v1.WatchEvent";

/** The operations with the old paths of watches, which this form of the description has as well. */
export function withWatchPaths(operations: Operations): Operations {
	const all: Record<string, Readonly<Record<string, PathOperation>>> = { ...operations };
	for (const [path, methods] of Object.entries(operations)) {
		const { get } = methods;
		if (get?.action !== "list" || !get.produces?.some((mediaType) => mediaType.endsWith("stream=watch"))) continue;
		all[watchPathOf(path)] = { get: watchOperation(get, "watchlist") };
		const item = `${path}/{name}`;
		if (operations[item]?.["get"]?.action === "get") all[watchPathOf(item)] = { get: watchOperation(get, "watch") };
	}
	return all;
}

/** Writes the operations of a path. Query parameters that all of them take are those of the path, as its own are. */
export function swaggerPath(path: string, operations: Readonly<Record<string, PathOperation>>): unknown {
	const all = Object.values(operations);
	const shared = all[0]?.query?.filter((name) => all.every((operation) => operation.query?.includes(name))) ?? [];
	const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
	const parameters = [
		...inPath.map((name) => ({ name, location: "path" as const })),
		...shared.map((name) => ({ name, location: "query" as const })),
	];
	parameters.sort((a, b) => (a.name < b.name ? -1 : 1));
	return {
		...Object.fromEntries(Object.entries(operations).map(([method, operation]) => [method, write(operation, new Set(shared))])),
		...(parameters.length === 0 ? {} : { parameters: parameters.map(({ name, location }) => parameter(name, location)) }),
	};
}

function write(
	{ action, body, consumes, kind, produces, query = [], responses = {} }: PathOperation,
	shared: ReadonlySet<string>,
): unknown {
	const named = query.filter((name) => !shared.has(name)).map((name) => parameter(name, "query"));
	const isOptional = action === "delete" || action === "deletecollection";
	const parameters = [
		...(body === undefined
			? []
			: [{ name: "body", in: "body", ...(isOptional ? {} : { required: true }), schema: swaggerReference(body) }]),
		...named,
	];
	const answers = Object.entries(responses).map(([status, definition]) => [
		status,
		{
			description: statusTexts[status] ?? status,
			schema: definition === "" ? { type: "string" } : swaggerReference(definition),
		},
	]);
	return {
		...(consumes === undefined ? {} : { consumes: consumes.filter((mediaType) => !isGated(mediaType)) }),
		...(produces === undefined ? {} : { produces: produces.filter((mediaType) => !isGated(mediaType)) }),
		schemes: ["https"],
		...(parameters.length === 0 ? {} : { parameters }),
		responses: { ...Object.fromEntries(answers), "401": { description: "Unauthorized" } },
		...(action === undefined ? {} : { "x-kubernetes-action": action }),
		...(kind === undefined ? {} : { "x-kubernetes-group-version-kind": kind }),
	};
}

function parameter(name: string, location: "path" | "query"): unknown {
	return { uniqueItems: true, type: parameterType(name), name, in: location, ...(location === "path" ? { required: true } : {}) };
}

/** `/apis/apps/v1/watch/deployments` for `/apis/apps/v1/deployments`. */
function watchPathOf(path: string): string {
	const segments = path.split("/");
	segments.splice(segments[1] === "api" ? 3 : 4, 0, "watch");
	return segments.join("/");
}

function watchOperation(list: PathOperation, action: string): PathOperation {
	return { ...list, action, responses: { "200": watchEvent } };
}
