import { type OpenIdDocument, openIdDocument } from "../authentication/openid-documents.ts";
import type { SigningKey } from "../authentication/signing-key.ts";
import { methodNotAllowed, notAcceptable, notImplemented, unknownResource } from "../status/request-errors.ts";
import { failure } from "../status/status-error.ts";
import type { ApiSurface } from "./api-surface.ts";
import { negotiateAggregated } from "./discovery/aggregated-discovery.ts";
import { apiGroup, apiGroupList, apiResourceList, apiVersions } from "./discovery/legacy-discovery.ts";
import type { ServerRequest } from "./exchange.ts";
import { health, isHealthPath } from "./health.ts";
import { acceptsAny, negotiate, representedMediaTypes, unroutableMessage } from "./negotiate.ts";
import { answerOpenApi, answerSwagger } from "./openapi/answer-openapi.ts";
import { PathNotFound } from "./path-not-found.ts";
import { isPretty } from "./pretty.ts";
import type { Reply } from "./reply.ts";
import { versionInfo } from "./version-info.ts";
import { toServerJson } from "./write-reply.ts";

/** What the answers to paths outside the resources are made from. */
export interface PathContext {
	readonly surface: ApiSurface;
	/** The release, such as `1.35.4`. */
	readonly kubernetes: string;
	/** Host and port under which clients reach the server. */
	readonly serverAddress: string;
	readonly signingKey: SigningKey;
	/** Milliseconds since the epoch when the documents were made. */
	readonly started: number;
	/** Milliseconds since the epoch. */
	readonly now: number;
}

/** Features of a real server that this one does not have, by the paths that lead to them. */
const notBuilt: Readonly<Record<string, string>> = {
	"/metrics": "metrics",
	"/metrics/slis": "metrics",
};

/**
 * Answers a request for a path that is no resource: discovery, documents, version and health.
 *
 * @param path The unescaped path.
 * @throws PathNotFound for a path that leads nowhere, StatusError for one that does but not so.
 */
export function answerPath(request: ServerRequest, path: string, context: PathContext): Reply {
	if (isHealthPath(path)) return health(path, request.query);
	const missing = notBuilt[path];
	if (missing !== undefined) throw notImplemented(missing);
	const document = openIdDocument(path, context.signingKey, context.serverAddress);
	if (document !== undefined) return openId(request, document);
	if (path === "/openapi/v2") return answerSwagger(request, context.surface.openapi, context);
	if (path.startsWith("/openapi/v3")) return answerOpenApi(request, path, context.surface.openapi, context);
	if (path === "/") return fixed(request, JSON.stringify({ paths: rootPaths(context.surface) }, undefined, 2));
	if (path === "/version" || path === "/version/") {
		onlyGet(request);
		routable(request, ["application/json"]);
		return fixed(request, JSON.stringify(versionInfo(context.kubernetes), undefined, 2));
	}
	return discover(request, path, context);
}

function discover(request: ServerRequest, path: string, { surface, serverAddress }: PathContext): Reply {
	const [root, groupName, versionName, ...rest] = path.replace(/^\//, "").replace(/\/$/, "").split("/");
	const { served } = surface;
	if (rest.length > 0 || path.endsWith("//")) throw new PathNotFound();
	if (root === "api") {
		const core = served.group("");
		if (core === undefined) throw new PathNotFound();
		if (groupName === undefined) {
			onlyGet(request);
			return aggregated(request, "api", surface) ?? routed(request, apiVersions(core, serverAddress));
		}
		const version = core.versions.find((candidate) => candidate.version === groupName);
		if (version === undefined || versionName !== undefined) throw unknownResource();
		onlyGet(request);
		return routed(request, apiResourceList(core, version));
	}
	if (root !== "apis") throw new PathNotFound();
	// The pages above a group version answer every method, and know no first look at the media types.
	if (groupName === undefined) {
		return (path === "/apis" ? aggregated(request, "apis", surface) : undefined) ?? written(request, apiGroupList(served.groups));
	}
	const group = groupName === "" ? undefined : served.group(groupName);
	if (group === undefined) throw new PathNotFound();
	if (versionName === undefined) return written(request, apiGroup(group));
	const version = group.versions.find((candidate) => candidate.version === versionName);
	if (version === undefined) throw served.isBuiltIn(group.name) ? unknownResource() : new PathNotFound();
	onlyGet(request);
	return routed(request, apiResourceList(group, version));
}

function aggregated(request: ServerRequest, root: "api" | "apis", surface: ApiSurface): Reply | undefined {
	const wanted = negotiateAggregated(request.headers["accept"], surface.minor);
	if (wanted === undefined) return undefined;
	const { etag, json } = surface.aggregated(root, wanted.version);
	const headers = { "Cache-Control": "public", Etag: etag, Vary: "Accept" };
	if (request.headers["if-none-match"] === etag) return { status: 304, headers, content: { kind: "empty" } };
	const { mediaType, parameters } = wanted;
	return { status: 200, headers, content: { kind: "object", json, mediaType, parameters, pretty: isPretty(request) } };
}

function routed(request: ServerRequest, value: unknown): Reply {
	routable(request, representedMediaTypes);
	return written(request, value);
}

function written(request: ServerRequest, value: unknown): Reply {
	const form = negotiate(request.headers["accept"]);
	if (form === undefined) throw notAcceptable(representedMediaTypes);
	const pretty = form.pretty || isPretty(request);
	return { status: 200, content: { kind: "object", json: toServerJson(value), mediaType: form.mediaType, pretty } };
}

function fixed(request: ServerRequest, json: string): Reply {
	return { status: 200, content: { kind: "fixed", mediaType: "application/json", body: request.method === "HEAD" ? "" : json } };
}

function openId(request: ServerRequest, { mediaType, value }: OpenIdDocument): Reply {
	onlyGet(request);
	routable(request, [mediaType]);
	const headers = { "Cache-Control": "public, max-age=3600" };
	return { status: 200, headers, content: { kind: "fixed", mediaType, body: JSON.stringify(value) } };
}

function onlyGet(request: ServerRequest): void {
	if (request.method !== "GET") throw methodNotAllowed();
}

/** @throws StatusError 406 when no media type of an endpoint is named. */
export function routable(request: ServerRequest, mediaTypes: readonly string[]): void {
	if (!acceptsAny(request.headers["accept"], mediaTypes)) throw failure(406, "NotAcceptable", unroutableMessage(mediaTypes), {});
}

function rootPaths(surface: ApiSurface): readonly string[] {
	const groups = surface.served.groups.flatMap((group) => {
		const root = group.name === "" ? "/api" : `/apis/${group.name}`;
		return [root, ...group.versions.map((version) => `${root}/${version.version}`)];
	});
	return [
		...groups,
		"/apis",
		"/apis/",
		"/healthz",
		"/livez",
		"/openapi/v2",
		"/openapi/v3",
		"/openapi/v3/",
		"/readyz",
		"/version",
	].toSorted();
}
