import type { CallOptions } from "../core/call-options.ts";
import { isMembers, textOf } from "../core/discovery/json-members.ts";
import { ProtocolError } from "../core/errors/protocol-error.ts";
import type { DiscoveryRequester } from "./discovery/discovery-root.ts";

/** The JSON of an OpenAPI document. */
export type OpenApiDocument = Readonly<Record<string, unknown>>;

/**
 * The OpenAPI v3 documents that the server publishes, one for each group version. A document is kept as long as the server names it by
 * the same hash.
 *
 * @example
 * ```ts
 * const document = await client.openapi.document("apis/apps/v1");
 * document["openapi"]; // => "3.0.0"
 * ```
 *
 * @see https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3
 */
export class OpenApiDocuments {
	readonly #request: DiscoveryRequester;
	readonly #documents = new Map<string, { readonly url: string; readonly document: OpenApiDocument }>();

	/** @param request - Sends a request. */
	constructor(request: DiscoveryRequester) {
		this.#request = request;
	}

	/** The paths of the documents, such as `api/v1` and `apis/apps/v1`, each with its URL on the server, which changes with the content. */
	async paths(options: CallOptions = {}): Promise<ReadonlyMap<string, string>> {
		const { body } = await this.#request({ method: "GET", path: "/openapi/v3" }, options);
		const index = typeof body === "string" ? parsed(body) : body;
		const paths = isMembers(index) ? index["paths"] : undefined;
		if (!isMembers(paths)) throw new ProtocolError("GET /openapi/v3: the answer names no paths");
		return new Map(
			Object.entries(paths).map(([path, entry]) => [path, isMembers(entry) ? textOf(entry, "serverRelativeURL") : ""]),
		);
	}

	/**
	 * The document of a path.
	 *
	 * @param path - Such as `apis/apps/v1`.
	 * @throws TypeError when the server has no such document.
	 */
	async document(path: string, options: CallOptions = {}): Promise<OpenApiDocument> {
		const url = (await this.paths(options)).get(path);
		if (url === undefined) throw new TypeError(`the server has no OpenAPI document ${JSON.stringify(path)}`);
		const known = this.#documents.get(path);
		if (known?.url === url) return known.document;
		const { pathname, searchParams } = new URL(url, "http://server");
		const { body } = await this.#request({ method: "GET", path: pathname, query: [...searchParams] }, options);
		if (!isMembers(body)) throw new ProtocolError(`GET ${pathname}: the answer is no JSON object`);
		this.#documents.set(path, { url, document: body });
		return body;
	}
}

/** Some servers say that the index is a text. */
function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
