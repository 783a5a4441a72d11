import type { ResourceRequest } from "../registry/resource-request.ts";

/** What a request is about, read from its method, path and query alone; whether such a thing exists is not looked at. */
export type RequestInfo = ResourceInfo | PathInfo;

/** A request for a resource. */
export interface ResourceInfo {
	readonly kind: "resource";
	/** The API's verb, or the method in lower case where the API has none for it. */
	readonly verb: ResourceRequest["verb"] | (string & {});
	readonly group: string;
	readonly version: string;
	readonly resource: string;
	readonly subresource?: string | undefined;
	readonly namespace?: string | undefined;
	readonly name?: string | undefined;
	/** What follows the subresource, as proxies have it. */
	readonly rest: readonly string[];
}

/** A request for anything else, such as discovery or health. */
export interface PathInfo {
	readonly kind: "path";
	/** The method in lower case. */
	readonly verb: string;
	readonly path: string;
}

const verbs: Readonly<Record<string, ResourceRequest["verb"]>> = {
	GET: "get",
	POST: "create",
	PUT: "update",
	PATCH: "patch",
	DELETE: "delete",
};

/** Subresources of a Namespace itself; any other third segment below a namespace is a resource in it. */
const namespaceSubresources: ReadonlySet<string> = new Set(["status", "finalize"]);

/**
 * Reads what a request is about.
 *
 * @param path The unescaped path.
 */
export function readRequestInfo(method: string, path: string, query: URLSearchParams): RequestInfo {
	const segments = path.replace(/^\//, "").replace(/\/$/, "").split("/");
	const [root, ...below] = segments;
	const location = root === "api" ? ["", ...below] : root === "apis" ? below : [];
	const [group = "", version = "", ...parts] = location;
	if (parts.length === 0) return { kind: "path", verb: method.toLowerCase(), path };
	// The prefix `watch` is the older way to ask for a watch.
	const watchPrefix = parts[0] === "watch";
	if (watchPrefix) parts.shift();
	let namespace: string | undefined;
	if (parts[0] === "namespaces" && parts.length > 1) {
		namespace = parts[1];
		if (parts.length > 2 && !namespaceSubresources.has(parts[2] ?? "")) parts.splice(0, 2);
	}
	const [resource = "", name, subresource, ...rest] = parts;
	const verb = watchPrefix && method !== "GET" ? method.toLowerCase() : (verbs[method] ?? method.toLowerCase());
	const collectionVerb =
		verb === "get" ? (isTrue(query.get("watch")) ? "watch" : "list") : verb === "delete" ? "deletecollection" : verb;
	return {
		kind: "resource",
		verb: watchPrefix && verb === "get" ? "watch" : name === undefined ? collectionVerb : verb,
		group,
		version,
		resource,
		subresource,
		namespace,
		name,
		rest,
	};
}

/** A flag of the query: present with any value but `0` and `false`. */
function isTrue(value: string | null): boolean {
	return value !== null && value !== "0" && value.toLowerCase() !== "false";
}

/** Whether an answer has no end of its own, so that no time limit applies. */
export function isLongRunning(info: RequestInfo): boolean {
	if (info.kind === "path") return false;
	return info.verb === "watch" || ["attach", "exec", "log", "portforward", "proxy"].includes(info.subresource ?? "");
}
