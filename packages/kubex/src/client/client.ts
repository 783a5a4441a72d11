// Programs need not name the library in which `AsyncDisposable` is declared.
/// <reference lib="esnext.disposable" preserve="true" />
import type { CallOptions } from "../core/call-options.ts";
import { type CallTimeout, type TimeLimits, timeLimits } from "../core/call-timeout.ts";
import { dynamicResource } from "../core/discovery/dynamic-resource.ts";
import type { ResourceQuery } from "../core/discovery/resource-query.ts";
import type { DynamicObject } from "../core/dynamic-object.ts";
import { isAboutSecrets, maskObjects } from "../core/errors/mask-secrets.ts";
import { ProtocolError } from "../core/errors/protocol-error.ts";
import { type HealthReport, readHealthReport } from "../core/health-report.ts";
import { type Impersonation, impersonationHeaders } from "../core/impersonation.ts";
import type { ApiRequest, Query } from "../core/request.ts";
import type { Resource } from "../core/resource.ts";
import { answerError } from "./answer-error.ts";
import { type ApiWarning, parseWarnings } from "./api-warning.ts";
import { mediaTypeOf } from "./codec.ts";
import { Discovery, type DiscoveryOptions } from "./discovery/discovery.ts";
import { encodeBody } from "./encode-body.ts";
import { jsonCodec } from "./json-codec.ts";
import { OpenApiDocuments } from "./openapi-documents.ts";
import { pause } from "./pause.ts";
import { type ResponseStream, wholeBody } from "./response-stream.ts";
import type { ResponseHeaders, Transport, TransportRequest, TransportResponse } from "./transport.ts";

/** A successful answer. */
export interface ClientResponse {
	/** From 200 to 299, or one that the request expects. */
	readonly status: number;
	readonly headers: ResponseHeaders;
	/** The value of a JSON answer, the text of a text, the bytes (`Uint8Array`) of anything else; `undefined` for an empty body. */
	readonly body: unknown;
}

/** A successful answer whose body is still to come. */
export interface ClientStream {
	/** From 200 to 299. */
	readonly status: number;
	readonly headers: ResponseHeaders;
	/** Holds a connection until it has ended, or until its `return()`, which the end of a `for await` calls. */
	readonly body: ResponseStream;
}

/** What `/version` answers. */
export interface VersionInfo {
	readonly major: string;
	readonly minor: string;
	/** Such as `v1.35.4`. */
	readonly gitVersion: string;
	readonly gitCommit: string;
	readonly gitTreeState: string;
	readonly buildDate: string;
	readonly goVersion: string;
	readonly compiler: string;
	readonly platform: string;
}

/** What is left out of a question for the server's health. */
export interface HealthOptions {
	/** Checks that do not count, such as `etcd`. Default: none. */
	readonly exclude?: readonly string[] | undefined;
}

/** What a client is made of; `createClient` puts it together. */
export interface ClientParts {
	readonly transport: Transport;
	/** The path of the server's address, without a slash at its end. */
	readonly pathPrefix: string;
	readonly namespace: string;
	/** For calls that give no timeout of their own. */
	readonly timeout: CallTimeout;
	/** For calls that name nobody else. */
	readonly impersonate?: Impersonation | undefined;
	readonly userAgent: string;
	/** Whether large answers may come compressed. */
	readonly compression: boolean;
	readonly onWarning: false | ((warning: ApiWarning) => void);
}

/**
 * A connection to one API server: `Api` sends its requests through it, and `request` sends any other.
 *
 * Made by {@link createClient}; `close()` ends its connections, and so does the end of an `await using` block.
 *
 * @example
 * ```ts
 * await using client = await createClient();
 * (await client.version()).gitVersion; // such as "v1.35.4"
 * ```
 */
export class Client implements AsyncDisposable {
	/** The namespace of calls that name none. */
	readonly namespace: string;
	readonly #parts: ClientParts;
	readonly #limits: TimeLimits;
	readonly #headers: Readonly<Record<string, string>>;
	readonly #impersonation: Readonly<Record<string, string | readonly string[]>>;
	#discovery: Discovery | undefined;
	#openapi: OpenApiDocuments | undefined;
	#closed = false;

	constructor(parts: ClientParts) {
		this.#parts = parts;
		this.namespace = parts.namespace;
		this.#limits = timeLimits(parts.timeout, undefined);
		this.#impersonation = headersOf(parts.impersonate);
		this.#headers = {
			accept: "application/json",
			"user-agent": parts.userAgent,
			...(parts.compression && { "accept-encoding": "gzip" }),
		};
	}

	/** Whether it has been closed, so that no call can succeed any more. */
	get closed(): boolean {
		return this.#closed;
	}

	/**
	 * Sends any request, such as one to a path that no kind has.
	 *
	 * @param request - `path` begins with `/` and is sent as it is: escape what is not yours with `encodeURIComponent`.
	 * @throws KubexApiError when the server refuses, TransportError when no answer came, TimeoutError when the time ran out,
	 * ProtocolError for an answer that cannot be read, or the signal's reason.
	 *
	 * @example
	 * ```ts
	 * const { body } = await client.request({ method: "GET", path: "/readyz" });
	 * body; // => "ok"
	 * ```
	 */
	async request(request: ApiRequest, options: CallOptions = {}): Promise<ClientResponse> {
		const response = await this.#send(request, options, undefined);
		return { status: response.status, headers: response.headers, body: decode(request, response) };
	}

	/**
	 * Sends any request and gives its answer as it comes, such as one that lasts. A `timeout` of the client is for the beginning
	 * of the answer; one of the call is for all of it.
	 *
	 * @throws As `request` does; what goes wrong later, the body's `next()` rejects with.
	 *
	 * @example
	 * ```ts
	 * const { body } = await client.stream({ method: "GET", path: "/readyz" });
	 * for await (const chunk of body) console.log(chunk.byteLength);
	 * ```
	 */
	async stream(request: ApiRequest, options: CallOptions = {}): Promise<ClientStream> {
		const { timeout } = options;
		const total = typeof timeout === "object" ? timeout.total : timeout;
		const timeoutUntil = total === undefined ? "begin" : "end";
		const { status, headers, stream, bytes } = await this.#send(request, options, { streamed: true, timeoutUntil });
		return { status, headers, body: stream ?? wholeBody(bytes) };
	}

	/** Asks the server which release it is. */
	async version(options: CallOptions = {}): Promise<VersionInfo> {
		return (await this.request({ method: "GET", path: "/version" }, options)).body as VersionInfo;
	}

	/**
	 * What the server serves, as it says itself; nothing is asked before somebody wants to know.
	 *
	 * @example
	 * ```ts
	 * const { kind, shortNames } = await client.discovery.find("deploy");
	 * [kind, ...shortNames]; // => ["Deployment", "deploy"]
	 * ```
	 */
	get discovery(): Discovery {
		this.#discovery ??= new Discovery(
			(request, options) => this.request(request, options),
			{ now: () => performance.now(), pause },
			this.#limits.total,
		);
		return this.#discovery;
	}

	/**
	 * The kind of a name, for an `Api`: a plural, a singular, a short name or a kind, with or without its group, or the `apiVersion` and
	 * `kind` of an object. A kind that is known is answered from memory, so one that is gone may be found until the next look.
	 *
	 * @throws NoMatchError when the server serves no such kind.
	 *
	 * @example
	 * ```ts
	 * const found = new Api(await client.resource("deploy"), { client, namespace: "default" });
	 * (await found.list()).items.map(({ metadata }) => metadata.name); // => ["web"]
	 * ```
	 */
	async resource(query: ResourceQuery, options: DiscoveryOptions = {}): Promise<Resource<DynamicObject>> {
		return dynamicResource(await this.discovery.find(query, options));
	}

	/** The OpenAPI documents of the server. */
	get openapi(): OpenApiDocuments {
		this.#openapi ??= new OpenApiDocuments((request, options) => this.request(request, options));
		return this.#openapi;
	}

	/**
	 * Asks whether the server can take requests, and what is wrong when it cannot.
	 *
	 * @throws As `request` does, but for a server that says that it is not well.
	 *
	 * @example
	 * ```ts
	 * const { isOk, checks } = await client.readyz({ exclude: ["etcd"] });
	 * isOk; // => true
	 * ```
	 */
	async readyz(options: HealthOptions & CallOptions = {}): Promise<HealthReport> {
		return await this.#health("/readyz", options);
	}

	/** Asks whether the server has to be restarted, as {@link Client.readyz} does. */
	async livez(options: HealthOptions & CallOptions = {}): Promise<HealthReport> {
		return await this.#health("/livez", options);
	}

	/** Asks whether the server is well, as {@link Client.readyz} does; the oldest form of the question. */
	async healthz(options: HealthOptions & CallOptions = {}): Promise<HealthReport> {
		return await this.#health("/healthz", options);
	}

	/** The metrics of the server, as the text that Prometheus reads. */
	async metrics(options: CallOptions = {}): Promise<string> {
		const { body } = await this.request({ method: "GET", path: "/metrics", accept: "text/plain" }, options);
		return typeof body === "string" ? body : "";
	}

	/** Ends every connection; calls in flight reject with a `TransportError`, and so do later ones. */
	async close(): Promise<void> {
		this.#closed = true;
		await this.#parts.transport.close();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}

	async #health(path: string, { exclude = [], ...options }: HealthOptions & CallOptions): Promise<HealthReport> {
		const query: Query = [["verbose", ""], ...exclude.map((name) => ["exclude", name] as const)];
		const request = { method: "GET", path, query, accept: "*/*", expected: [500, 503] } as const;
		// That it is not well is the answer, not a failure to be overcome.
		const { body, status } = await this.request(request, { retry: false, ...options });
		return readHealthReport(status, typeof body === "string" ? body : "");
	}

	async #send(
		request: ApiRequest,
		options: CallOptions,
		streaming: Pick<TransportRequest, "streamed" | "timeoutUntil"> | undefined,
	): Promise<TransportResponse> {
		if (!request.path.startsWith("/")) throw new TypeError(`path must begin with "/": ${JSON.stringify(request.path)}`);
		const { impersonate, retry, signal } = options;
		const limits = options.timeout === undefined ? this.#limits : timeLimits(options.timeout, this.#limits.total);
		const headers: Record<string, string | readonly string[]> = {
			...this.#headers,
			...(impersonate === undefined ? this.#impersonation : headersOf(impersonate)),
		};
		// What is compressed waits for more to compress.
		if (streaming !== undefined) delete headers["accept-encoding"];
		if (request.accept !== undefined) headers["accept"] = request.accept;
		if (request.ifNoneMatch !== undefined) headers["if-none-match"] = request.ifNoneMatch;
		let body: string | Uint8Array | undefined;
		if (request.body !== undefined) {
			const { contentType = jsonCodec.mediaType } = request;
			headers["content-type"] = contentType;
			body = encodeBody(request.body, contentType);
		}
		const path = this.#parts.pathPrefix + request.path + formatQuery(request.query);
		const response = await this.#parts.transport.send({
			method: request.method,
			path,
			headers,
			body,
			signal,
			timeout: limits.total,
			connectTimeout: limits.connect,
			headersTimeout: limits.headers,
			retry,
			idempotent: request.idempotent,
			...streaming,
			...(streaming !== undefined && { idleTimeout: limits.idle }),
		});
		if (response.headers["warning"] !== undefined) this.#warn(request, response.headers);
		if (response.status >= 300 && request.expected?.includes(response.status) !== true)
			throw answerError({ method: request.method, path: request.path }, response);
		return response;
	}

	#warn(request: ApiRequest, headers: ResponseHeaders): void {
		const { onWarning } = this.#parts;
		if (onWarning === false) return;
		const { method, path } = request;
		for (const { code, text } of parseWarnings(headers))
			onWarning({ code, text: isAboutSecrets(path) ? maskObjects(text) : text, request: { method, path } });
	}
}

function headersOf(impersonation: Impersonation | undefined): Readonly<Record<string, string | readonly string[]>> {
	if (impersonation === undefined) return {};
	const headers: Record<string, string[]> = {};
	for (const [name, value] of impersonationHeaders(impersonation)) (headers[name] ??= []).push(value);
	return headers;
}

function formatQuery(query: Query | undefined): string {
	if (query === undefined || query.length === 0) return "";
	return `?${query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&")}`;
}

function decode(request: ApiRequest, response: TransportResponse): unknown {
	const { bytes } = response;
	if (bytes.byteLength === 0) return undefined;
	const mediaType = mediaTypeOf(response.headers["content-type"]);
	if (mediaType === jsonCodec.mediaType) {
		try {
			return jsonCodec.decode(bytes);
		} catch (error) {
			// A parser's message quotes the text, which may be a Secret.
			const position = error instanceof SyntaxError ? /position \d+/.exec(error.message)?.[0] : undefined;
			throw new ProtocolError(
				`${request.method} ${request.path}: the answer of ${bytes.byteLength} bytes is broken JSON${position === undefined ? "" : ` at ${position}`}`,
			);
		}
	}
	return mediaType.startsWith("text/") ? new TextDecoder().decode(bytes) : bytes;
}
