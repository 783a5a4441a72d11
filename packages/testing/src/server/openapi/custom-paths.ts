import type { PathOperation } from "@kubex/openapi";
import type { ServedResource } from "../../registry/served-resource.ts";

const meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";
const scale = "io.k8s.api.autoscaling.v1.Scale";
const written = ["application/json", "application/yaml"];
const patches = ["application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json"];
const deletion = ["dryRun", "gracePeriodSeconds", "ignoreStoreReadErrorWithClusterBreakingPotential", "orphanDependents"];
const listing = [
	"allowWatchBookmarks",
	"continue",
	"fieldSelector",
	"labelSelector",
	"limit",
	"pretty",
	"resourceVersion",
	"resourceVersionMatch",
	"sendInitialEvents",
	"timeoutSeconds",
	"watch",
];
const writing = ["dryRun", "fieldManager", "fieldValidation", "pretty"];

/** The name of the definition of a custom kind: its group backwards, as the server has it. */
export function customDefinitionName({ group, version }: ServedResource, kind: string): string {
	return [...group.split(".").toReversed(), version, kind].join(".");
}

/** What the methods of the paths of a custom kind do. */
export function customPaths(resource: ServedResource): Readonly<Record<string, Readonly<Record<string, PathOperation>>>> {
	const { api, apiVersion, listKind, namespaced } = resource;
	const own = customDefinitionName(resource, api.kind);
	const list = customDefinitionName(resource, listKind);
	const kind = { group: resource.group, version: resource.version, kind: api.kind };
	const operation = (
		action: string,
		query: readonly string[],
		answer: string,
		more: Partial<PathOperation> = {},
	): PathOperation => ({
		action,
		kind,
		query,
		responses: { "200": answer },
		produces: written,
		...more,
	});
	const write = (action: string, definition: string, statuses: readonly string[]): PathOperation =>
		operation(action, writing, definition, {
			body: definition,
			consumes: written,
			responses: Object.fromEntries(statuses.map((status) => [status, definition])),
		});
	const patch = (definition: string): PathOperation =>
		operation("patch", [...writing, "force"].toSorted(), definition, { body: `${meta}Patch`, consumes: patches });
	const get = (definition: string): PathOperation => operation("get", ["pretty", "resourceVersion"], definition);
	const part = (definition: string): Record<string, PathOperation> => ({
		get: get(definition),
		put: write("put", definition, ["200", "201"]),
		patch: patch(definition),
	});
	const base = `/apis/${apiVersion}`;
	const collection = `${base}/${namespaced ? "namespaces/{namespace}/" : ""}${api.plural}`;
	const item = `${collection}/{name}`;
	const remove = operation("delete", [...deletion, "pretty", "propagationPolicy"], `${meta}Status`, {
		body: `${meta}DeleteOptions`,
		consumes: written,
		responses: { "200": `${meta}Status`, "202": `${meta}Status` },
	});
	return {
		[collection]: {
			get: operation("list", listing, list),
			post: write("post", own, ["200", "201", "202"]),
			delete: operation("deletecollection", listing, `${meta}Status`),
		},
		[item]: {
			get: get(own),
			put: write("put", own, ["200", "201"]),
			delete: remove,
			patch: patch(own),
		},
		...Object.fromEntries(api.subresources.map(({ name }) => [`${item}/${name}`, part(name === "scale" ? scale : own)])),
		...(namespaced ? { [`${base}/${api.plural}`]: { get: operation("list", listing, list) } } : {}),
	};
}
