import type { RequestScope } from "./object-request.ts";
import type { ApiRequest, HttpMethod, Query } from "./request.ts";
import { objectPath } from "./resource-path.ts";

/** A request that the API server passes on to a service, a Pod or a node. */
export interface ProxyRequest {
	/** Default: `GET`. */
	readonly method?: HttpMethod | undefined;
	/** The path there, beginning with `/` and with its segments escaped. Default: `/`. */
	readonly path?: string | undefined;
	readonly query?: Query | Readonly<Record<string, string>> | undefined;
	/** A port's number, or its name in a service. Default: the only one of a service, 80 for a Pod, the kubelet's for a node. */
	readonly port?: number | string | undefined;
	/** What is spoken there. Default: `http`; `https` for a node. */
	readonly scheme?: "http" | "https" | undefined;
	/** A JSON value; bytes, and a text whose `contentType` is not JSON, are sent as they are. */
	readonly body?: unknown;
	/** The media type of the body. Default: `application/json`. */
	readonly contentType?: string | undefined;
	/** The media types that are accepted as an answer. Default: any. */
	readonly accept?: string | undefined;
}

/**
 * Passes a request on.
 *
 * @throws TypeError for a path that is none, or that would lead to another endpoint of the API server.
 *
 * @see https://kubernetes.io/docs/tasks/access-application-cluster/access-cluster-services/#manually-constructing-apiserver-proxy-urls
 */
export function proxyRequest(scope: RequestScope, name: string, request: ProxyRequest): ApiRequest {
	const { method = "GET", path = "/", query = {}, port, scheme, body, contentType, accept = "*/*" } = request;
	checkPath(path);
	// A scheme is told from a name by the colons after both.
	const target = scheme !== undefined ? `${scheme}:${name}:${port ?? ""}` : port !== undefined ? `${name}:${port}` : name;
	return {
		method,
		path: `${objectPath(scope.resource, scope.namespace, target, "proxy")}${path}`,
		query: Array.isArray(query) ? (query as Query) : Object.entries(query as Readonly<Record<string, string>>),
		body,
		contentType,
		accept,
	};
}

function checkPath(path: string): void {
	if (!path.startsWith("/")) throw new TypeError(`the path of a proxied request must begin with "/": ${JSON.stringify(path)}`);
	if (/[?#\s\p{Cc}]/u.test(path)) {
		throw new TypeError(`the path of a proxied request must be escaped and have no query: ${JSON.stringify(path)}`);
	}
	const segments = path.split("/").map((segment) => segment.replaceAll(/%2e/gi, "."));
	if (segments.some((segment) => segment === "." || segment === "..")) {
		throw new TypeError(`the path of a proxied request must not be relative: ${JSON.stringify(path)}`);
	}
}
