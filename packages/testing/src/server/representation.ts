import type { GroupVersionKind } from "@kubex/openapi";
import type { Representation } from "../registry/resource-request.ts";
import { failure } from "../status/status-error.ts";
import type { AcceptClause } from "./accept.ts";

/** The form that a clause asks for; `undefined` for one that the server does not have. */
export function representationOf({ parameters }: AcceptClause): Representation | undefined {
	const { as: kind, g: group, v: version } = parameters;
	if (kind !== "PartialObjectMetadata" && kind !== "PartialObjectMetadataList") return undefined;
	if (group !== "meta.k8s.io" || (version !== "v1" && version !== "v1beta1")) return undefined;
	return { kind, apiVersion: `${group}/${version}` };
}

interface Answered {
	readonly kind: string;
	readonly metadata: unknown;
	readonly items?: readonly { readonly metadata: unknown }[];
}

/**
 * Writes an answer with the metadata alone; a Status stays as it is.
 *
 * @param kind What the endpoint reads and writes, which the refusals name by the server's own type.
 * @throws StatusError 406 when the form of a list is asked of an object, or the other way round.
 */
export function represent(json: string, { kind: form, apiVersion }: Representation, kind: GroupVersionKind): string {
	const answered: Answered = JSON.parse(json);
	if (answered.kind === "Status") return json;
	const list = answered.kind === `${kind.kind}List`;
	if (list !== (form === "PartialObjectMetadataList")) {
		const type = `*${internalPackage(kind.group)}.${answered.kind}`;
		const message = `you requested ${form}, but the requested object is ${list ? "a" : "not a"} list (${type})`;
		throw failure(406, "NotAcceptable", message);
	}
	const { metadata, items = [] } = answered;
	if (!list) return JSON.stringify({ kind: form, apiVersion, metadata });
	const parts = items.map((item) => ({ kind: "PartialObjectMetadata", apiVersion, metadata: item.metadata }));
	// Unlike every other list of the server, this one has null where nothing is in it.
	return JSON.stringify({ kind: form, apiVersion, metadata, items: parts.length === 0 ? null : parts });
}

/** Where the server's own types of a group are; Events of both groups are one type. */
function internalPackage(group: string): string {
	return group === "" || group === "events.k8s.io" ? "core" : (group.split(".", 1)[0] ?? "");
}
