import type { ApiDescription } from "@kubex/openapi";
import type { Status } from "kubex/meta";
import type { Peer } from "../authentication/authenticator.ts";
import { impersonate } from "../authentication/impersonate.ts";
import type { User } from "../authentication/user.ts";
import { forbiddenRequest } from "../authorization/forbidden-request.ts";
import { requestAttributes } from "../authorization/request-attributes.ts";
import type { Clock } from "../clock.ts";
import type { Random } from "../random.ts";
import { wholeOf } from "../registry/present.ts";
import type { Registry } from "../registry/registry.ts";
import type { ResourceAnswer } from "../registry/resource-request.ts";
import { hubOf } from "../registry/served-resource.ts";
import { badRequest, internalError, notAcceptable } from "../status/request-errors.ts";
import { StatusError } from "../status/status-error.ts";
import { tableOf } from "../tables/tables.ts";
import { answerPath, routable } from "./answer-path.ts";
import { ApiSurface } from "./api-surface.ts";
import { checkPatchType, decodeBody, patchBody } from "./decode-body.ts";
import type { RequestHandler, ServerRequest, ServerResponse } from "./exchange.ts";
import { DurationError, parseGoDuration } from "./go-duration.ts";
import { type Negotiated, negotiate, negotiateObject, representedMediaTypes, streamedMediaTypes } from "./negotiate.ts";
import { PathNotFound } from "./path-not-found.ts";
import { isPretty } from "./pretty.ts";
import { MessageReader } from "./protobuf/message-reader.ts";
import { plainText, type Reply } from "./reply.ts";
import { type AnsweredKind, represent, withParameters } from "./representation.ts";
import { isLongRunning, type RequestInfo, type ResourceInfo, readRequestInfo } from "./request-info.ts";
import type { Endpoint } from "./served-api.ts";
import { warningHeaders } from "./warning-headers.ts";
import { toServerJson, writeReply } from "./write-reply.ts";

/** What an API server is made from. */
export interface ApiServerOptions {
	readonly description: ApiDescription;
	readonly registry: Registry;
	readonly clock: Clock;
	/** For ids of requests; not the registry's, whose sequence requests must not disturb. */
	readonly random: Random;
	/** Host and port under which clients reach the server. */
	readonly serverAddress: () => string;
}

/**
 * The edge of the API: from a request's bytes to the registry and back. It authenticates, finds the endpoint, decodes, negotiates and
 * writes answers, and knows nothing of sockets.
 */
export class ApiServer {
	readonly #options: ApiServerOptions;
	readonly #started: number;
	readonly #messages: MessageReader;
	#surface: ApiSurface | undefined;

	constructor(options: ApiServerOptions) {
		this.#options = options;
		this.#started = options.clock.now();
		this.#messages = new MessageReader(options.description.definitions);
	}

	/** The handler of requests that come from one peer. */
	handlerFor(peer: Peer): RequestHandler {
		return (request) => this.#handle(request, peer);
	}

	/** Answers a request with a failure, without looking at it any further. */
	async refuse(request: ServerRequest, failure: StatusError): Promise<ServerResponse> {
		return await this.#write(failureReply(failure, request), request);
	}

	async #handle(request: ServerRequest, peer: Peer): Promise<ServerResponse> {
		let reply: Reply;
		try {
			reply = await this.#answer(request, peer);
		} catch (error) {
			reply = failureReply(error, request);
		}
		return await this.#write(reply, request);
	}

	async #write(reply: Reply, request: ServerRequest): Promise<ServerResponse> {
		const { clock, random } = this.#options;
		return await writeReply(reply, {
			acceptEncoding: request.headers["accept-encoding"],
			headers: {
				"Audit-Id": request.headers["audit-id"] ?? random.uuid(),
				"Cache-Control": "no-cache, private",
				Date: new Date(clock.now()).toUTCString(),
			},
		});
	}

	async #answer(request: ServerRequest, peer: Peer): Promise<Reply> {
		const { clock, description, registry, serverAddress } = this.#options;
		const path = unescapePath(request.path);
		if (path === undefined) return badEscape;
		const info = readRequestInfo(request.method, path, request.query);
		if (!isLongRunning(info)) checkTimeout(request.query.get("timeout"));
		const user = this.#admit(request, peer, info);
		const now = clock.now();
		if (info.kind === "resource") return await this.#answerResource(request, info, user);
		const kubernetes = description.kubernetes;
		return answerPath(request, path, {
			surface: this.#currentSurface(),
			kubernetes,
			serverAddress: serverAddress(),
			signingKey: registry.access.authenticator.serviceAccountTokens.key,
			started: this.#started,
			now,
		});
	}

	/** Finds out who asks, and whether they may. */
	#admit(request: ServerRequest, peer: Peer, info: RequestInfo): User {
		const { authenticator, authorizer } = this.#options.registry.access;
		const known = authenticator.authenticate(peer, request.headers["authorization"]);
		const user = impersonate(known, request.impersonation, authorizer);
		const attributes = requestAttributes(info, request.query);
		const { allowed, reason } = authorizer.authorize(user, attributes);
		if (!allowed) throw forbiddenRequest(user, attributes, reason);
		return user;
	}

	async #answerResource(request: ServerRequest, info: ResourceInfo, user: User): Promise<Reply> {
		const endpoint = this.#currentSurface().served.resolve(info);
		const { verb, resource, subresource, kind } = endpoint;
		if (verb === "patch" && this.#currentSurface().served.isBuiltIn(info.group)) checkPatchType(request);
		const isLog = subresource?.name === "log";
		routable(request, isLog ? ["text/plain", ...representedMediaTypes] : representedMediaTypes);
		// What is answered to and not stored has no table.
		const tables = verb !== "create" || (subresource === undefined && resource.verbs.includes("get"));
		const form = negotiateObject(request.headers["accept"], tables) ?? (isLog ? failureForm(request) : undefined);
		if (form === undefined) throw notAcceptable(representedMediaTypes);
		if (verb === "watch" && form.mediaType !== "application/json") throw notAcceptable(streamedMediaTypes);
		const query = new URLSearchParams(request.query);
		const representation = withParameters(form.representation, query);
		// A watch of one object, in the older form of a path.
		if (verb === "watch" && info.name !== undefined) query.set("fieldSelector", `metadata.name=${info.name}`);
		const answer = await this.#options.registry.handle({
			verb,
			group: info.group,
			version: info.version,
			resource: resource.plural,
			subresource: subresource?.name,
			namespace: resource.scope === "Namespaced" ? info.namespace : undefined,
			name: info.name,
			query,
			body: decodeBody(request, verb, kind, this.#messages),
			patch: verb === "patch" ? patchBody(request) : undefined,
			userAgent: request.headers["user-agent"] ?? "",
			user,
			representation,
		});
		if (answer.events !== undefined) {
			const content = { kind: "stream", mediaType: "application/json", chunks: answer.events } as const;
			return { status: answer.status, headers: answerHeaders(answer), content };
		}
		if (answer.text !== undefined) return logReply(answer.text);
		if (answer.status === 204) return { status: 204, content: { kind: "empty" } };
		const failed = answer.status >= 400;
		const { mediaType, pretty } = failed ? failureForm(request) : form;
		const json =
			failed || representation === undefined
				? answer.json
				: represent(answer.stored?.() ?? answer.json, representation, this.#answered(endpoint, info), this.#options.clock.now());
		return {
			status: answer.status,
			headers: answerHeaders(answer),
			content: { kind: "object", json, mediaType, pretty: pretty || isPretty(request) },
		};
	}

	#answered({ kind, resource, subresource }: Endpoint, { group, version }: ResourceInfo): AnsweredKind {
		const apiVersion = group === "" ? version : `${group}/${version}`;
		const served = this.#options.registry.resources.get(apiVersion, resource.plural);
		const name = { group: kind.group, resource: resource.plural };
		if (subresource?.name === "scale") {
			return { ...kind, listKind: "ScaleList", table: tableOf({ name: { ...name, resource: "scales" } }), custom: false };
		}
		return {
			...kind,
			listKind: served?.listKind ?? `${kind.kind}List`,
			table: tableOf(served === undefined ? { name } : hubOf(served)),
			whole: served?.conversion === undefined ? undefined : (object) => wholeOf(served, object),
			custom: served?.custom !== undefined,
		};
	}

	#currentSurface(): ApiSurface {
		const { description, registry } = this.#options;
		if (this.#surface?.served.groups !== registry.resources.groups) {
			this.#surface = new ApiSurface(description, registry.resources);
		}
		return this.#surface;
	}
}

const badEscape: Reply = {
	status: 400,
	content: { kind: "fixed", mediaType: "text/plain; charset=utf-8", body: "400 Bad Request" },
};

function unescapePath(path: string): string | undefined {
	try {
		return decodeURIComponent(path);
	} catch {
		return undefined;
	}
}

/** @throws StatusError 400 for a limit of time that cannot be read. */
function checkTimeout(timeout: string | null): void {
	if (timeout === null || timeout === "") return;
	try {
		parseGoDuration(timeout);
	} catch (error) {
		if (!(error instanceof DurationError)) throw error;
		throw badRequest(`invalid timeout specified in the request URL - ${error.message}`);
	}
}

function answerHeaders(answer: ResourceAnswer): Readonly<Record<string, string | readonly string[]>> {
	const status: Status = answer.status < 400 ? {} : JSON.parse(answer.json);
	return {
		...(answer.warnings.length === 0 ? {} : { Warning: warningHeaders(answer.warnings) }),
		...retryAfter(status),
	};
}

/** A wait that a Status asks for is a header as well. */
function retryAfter(status: Status): Readonly<Record<string, string>> {
	const seconds = status.details?.retryAfterSeconds;
	return seconds === undefined ? {} : { "Retry-After": String(seconds) };
}

/** A failure is written in the form the client asked for; where that cannot be, the server writes indented JSON. */
function failureForm(request: ServerRequest): Negotiated {
	return negotiate(request.headers["accept"]) ?? { mediaType: "application/json", pretty: true };
}

/** What a container wrote has no other form. */
function logReply(text: Uint8Array | AsyncIterableIterator<Uint8Array>): Reply {
	const mediaType = "text/plain";
	if (text instanceof Uint8Array) return { status: 200, content: { kind: "fixed", mediaType, body: text } };
	return { status: 200, content: { kind: "stream", mediaType, chunks: text } };
}

function failureReply(error: unknown, request: ServerRequest): Reply {
	if (error instanceof PathNotFound) return plainText(404, `${error.message}\n`);
	const { status } = error instanceof StatusError ? error : internalError(error instanceof Error ? error.message : String(error));
	const form = failureForm(request);
	return {
		status: status.code,
		headers: {
			...retryAfter(status),
			...(status.code === 403 ? { "X-Content-Type-Options": "nosniff" } : {}),
		},
		content: {
			kind: "object",
			json: toServerJson(status),
			mediaType: form.mediaType,
			pretty: form.pretty || isPretty(request),
		},
	};
}
