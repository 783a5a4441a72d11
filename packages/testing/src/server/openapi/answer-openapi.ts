import { parseAccept } from "../accept.ts";
import type { ServerRequest } from "../exchange.ts";
import { covers } from "../negotiate.ts";
import type { Reply } from "../reply.ts";
import type { OpenApiDocuments } from "./openapi-documents.ts";

const year = 365 * 86_400_000;

/**
 * Answers a request for the index or for one document. A document asked for under its hash may be kept for ever; under an old hash the client is
 * sent to the current one.
 *
 * @param path A path that begins with `/openapi/v3`.
 */
export function answerOpenApi(
	request: ServerRequest,
	path: string,
	documents: OpenApiDocuments,
	times: { readonly started: number; readonly now: number },
): Reply {
	if (path === "/openapi/v3") {
		// The real server names this type, although what follows is JSON.
		const mediaType = "text/plain; charset=utf-8";
		return { status: 200, headers: { "Accept-Ranges": "bytes" }, content: { kind: "fixed", mediaType, body: documents.index() } };
	}
	const document = documents.document(path.slice("/openapi/v3/".length));
	if (document === undefined) return { status: 404, content: { kind: "empty" } };
	const accepted = parseAccept(request.headers["accept"]).some((clause) => covers(clause, "application/json"));
	if (!accepted) return { status: 406, headers: { Vary: "Accept" }, content: { kind: "empty" } };
	const etag = `"${document.hash}"`;
	const asked = request.query.get("hash");
	const headers = { Etag: etag, Vary: "Accept" };
	if (asked !== null && asked !== "" && asked !== document.hash) {
		const location = `${path}?hash=${document.hash}`;
		return {
			status: 301,
			headers: { ...headers, "Content-Type": "application/json", Location: location },
			content: { kind: "empty" },
		};
	}
	const kept = {
		...headers,
		"Accept-Ranges": "bytes",
		"Last-Modified": new Date(times.started).toUTCString(),
		...(asked === document.hash
			? { "Cache-Control": "public, immutable", Expires: new Date(times.now + year).toUTCString().replace("GMT", "UTC") }
			: {}),
	};
	if (request.headers["if-none-match"] === etag) return { status: 304, headers: kept, content: { kind: "empty" } };
	return { status: 200, headers: kept, content: { kind: "fixed", mediaType: "application/json", body: document.body } };
}

/** Answers a request for `/openapi/v2`, which is JSON only here. */
export function answerSwagger(request: ServerRequest, documents: OpenApiDocuments, times: { readonly started: number }): Reply {
	const accepted = parseAccept(request.headers["accept"]).some((clause) => covers(clause, "application/json"));
	if (!accepted) return { status: 406, headers: { Vary: "Accept" }, content: { kind: "empty" } };
	const { body, hash } = documents.swagger();
	const etag = `"${hash}"`;
	const headers = {
		"Accept-Ranges": "bytes",
		Etag: etag,
		"Last-Modified": new Date(times.started).toUTCString(),
		Vary: "Accept",
	};
	if (request.headers["if-none-match"] === etag) return { status: 304, headers, content: { kind: "empty" } };
	return { status: 200, headers, content: { kind: "fixed", mediaType: "application/json", body } };
}
