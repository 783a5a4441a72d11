import type { Representation } from "../registry/resource-request.ts";
import { type AcceptClause, parseAccept } from "./accept.ts";
import { representationOf } from "./representation.ts";

/** The forms in which the server writes objects. */
export type OutputMediaType = "application/json" | "application/yaml";

/** How an answer is to be written. */
export interface Negotiated {
	readonly mediaType: OutputMediaType;
	/** The client's `pretty` parameter of the media type. */
	readonly pretty: boolean;
	/** Present when another form of the object than its own is asked for. */
	readonly representation?: Representation | undefined;
}

const written: readonly OutputMediaType[] = ["application/json", "application/yaml"];

/** What the server says it can write; protobuf is named because every endpoint of a real server names it. */
export const representedMediaTypes: readonly string[] = [...written, "application/vnd.kubernetes.protobuf"];

/** The first of the two refusals: no media type of the endpoint is named, so the request does not reach it. */
export function unroutableMessage(mediaTypes: readonly string[]): string {
	return `406: Not Acceptable\n\nAvailable representations: ${mediaTypes.join(", ")}`;
}

/**
 * Whether an endpoint is reached at all. This first look compares names as they are, ignores quality and knows no partial wildcard.
 *
 * @param mediaTypes What the endpoint writes.
 */
export function acceptsAny(accept: string | undefined, mediaTypes: readonly string[]): boolean {
	if (accept === undefined || accept.trim() === "") return true;
	return accept.split(",").some((part) => {
		const mediaType = (part.split(";", 1)[0] ?? "").trim();
		return mediaType === "*/*" || mediaTypes.includes(mediaType);
	});
}

/**
 * Chooses how a document is written that has only its own form, or `undefined` where nothing fits. A clause that asks for another
 * representation (`as`, `g` or `v`) is passed over.
 */
export function negotiate(accept: string | undefined): Negotiated | undefined {
	for (const clause of parseAccept(accept)) {
		const mediaType = written.find((candidate) => covers(clause, candidate));
		if (mediaType !== undefined && !asksForTransform(clause)) return { mediaType, pretty: isPrettyClause(clause) };
	}
	return undefined;
}

/**
 * Chooses how an object or a list is written, of which another form may be asked for.
 *
 * @param tables Whether the endpoint has tables; otherwise a clause that asks for one is passed over.
 */
export function negotiateObject(accept: string | undefined, tables: boolean): Negotiated | undefined {
	for (const clause of parseAccept(accept)) {
		const mediaType = written.find((candidate) => covers(clause, candidate));
		if (mediaType === undefined) continue;
		const representation = representationOf(clause);
		if (representation === undefined ? asksForTransform(clause) : representation.kind === "Table" && !tables) continue;
		return { mediaType, pretty: isPrettyClause(clause), representation };
	}
	return undefined;
}

/** Whether a clause names a media type or a range around it. */
export function covers(clause: AcceptClause, mediaType: string): boolean {
	if (clause.mediaType === "*/*") return true;
	return clause.mediaType.endsWith("/*") ? mediaType.startsWith(clause.mediaType.slice(0, -1)) : clause.mediaType === mediaType;
}

/** What the server says it can stream the events of a watch in; YAML is not among it. Protobuf is named because a real server names it. */
export const streamedMediaTypes: readonly string[] = [
	"application/json;stream=watch",
	"application/vnd.kubernetes.protobuf;stream=watch",
];

function isPrettyClause(clause: AcceptClause): boolean {
	return clause.parameters["pretty"] === "1";
}

function asksForTransform(clause: AcceptClause): boolean {
	const { as, g, v } = clause.parameters;
	return as !== undefined || g !== undefined || v !== undefined;
}
