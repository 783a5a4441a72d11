import type { GroupVersionKind } from "@kubex/openapi";
import type { Representation } from "../registry/resource-request.ts";
import type { Structure } from "../schema/defaults/with-members.ts";
import { badRequest, untypedError } from "../status/request-errors.ts";
import { failure } from "../status/status-error.ts";
import type { Table } from "../tables/table.ts";
import { TableWriter } from "../tables/write-table.ts";
import type { AcceptClause } from "./accept.ts";

/** The form that a clause asks for; `undefined` for one that the server does not have. */
export function representationOf({ parameters }: AcceptClause): Representation | undefined {
	const { as: kind, g: group, v: version } = parameters;
	if (group !== "meta.k8s.io" || (version !== "v1" && version !== "v1beta1")) return undefined;
	const apiVersion = `${group}/${version}`;
	if (kind === "Table") return { kind, apiVersion, includeObject: "Metadata" };
	return kind === "PartialObjectMetadata" || kind === "PartialObjectMetadataList" ? { kind, apiVersion } : undefined;
}

/**
 * The form with what the query says of it.
 *
 * @throws StatusError 400 for what rows cannot carry.
 */
export function withParameters(form: Representation | undefined, query: URLSearchParams): Representation | undefined {
	if (form?.kind !== "Table") return form;
	const includeObject = query.get("includeObject") || form.includeObject;
	if (includeObject === "None" || includeObject === "Metadata" || includeObject === "Object") return { ...form, includeObject };
	const value = JSON.stringify(includeObject);
	const text = `includeObject: Invalid value: ${value}: must be 'Metadata', 'Object', 'None', or empty`;
	throw badRequest(`Unable to convert to Table as requested: ${text}`);
}

interface Answered {
	readonly apiVersion: string;
	readonly kind: string;
	readonly metadata: Structure;
	readonly items?: readonly Structure[];
}

/** What an endpoint answers with. */
export interface AnsweredKind extends GroupVersionKind {
	/** What its lists are called. */
	readonly listKind: string;
	/** How tables show it. */
	readonly table: Table;
	/** An object as a row of a table carries it whole, where that is not what the cells are made of. */
	readonly whole?: ((object: Structure) => unknown) | undefined;
	readonly custom: boolean;
}

/**
 * Writes an answer in another form; a Status stays as it is.
 *
 * @param json The answer, made of what is stored.
 * @param kind What the endpoint reads and writes, which the refusals name by the server's own type.
 * @param now Milliseconds since the Unix epoch, by which tables tell ages.
 * @throws StatusError 406 when the form of a list is asked of an object, or the other way round.
 */
export function represent(json: string, form: Representation, kind: AnsweredKind, now: number): string {
	const answered: Answered = JSON.parse(json);
	if (answered.kind === "Status") return json;
	const list = answered.kind === kind.listKind;
	const { apiVersion, items = [] } = answered;
	const { continue: token, ...others } = answered.metadata;
	// Only lists of custom kinds have an empty one.
	const metadata = token === "" || token === undefined ? others : answered.metadata;
	if (form.kind === "Table") {
		const objects = list ? items.map((item) => ({ kind: kind.kind, apiVersion, ...item })) : [{ ...answered }];
		return new TableWriter(kind.table, form, kind.whole).write(metadata, objects, now);
	}
	if (list !== (form.kind === "PartialObjectMetadataList")) {
		// What is of a custom kind has no type of its own in the server.
		if (kind.custom && !list) throw untypedError("content is not a list");
		const type = kind.custom ? "*unstructured.UnstructuredList" : `*${internalPackage(kind.group)}.${answered.kind}`;
		const message = `you requested ${form.kind}, but the requested object is ${list ? "a" : "not a"} list (${type})`;
		throw failure(406, "NotAcceptable", message);
	}
	if (!list) return JSON.stringify({ kind: form.kind, apiVersion: form.apiVersion, metadata });
	const parts = items.map((item) => ({ kind: "PartialObjectMetadata", apiVersion: form.apiVersion, metadata: item["metadata"] }));
	// Unlike every other list of the server, this one has null where nothing is in it.
	return JSON.stringify({ kind: form.kind, apiVersion: form.apiVersion, metadata, items: parts.length === 0 ? null : parts });
}

/** Where the server's own types of a group are; Events of both groups are one type. */
function internalPackage(group: string): string {
	return group === "" || group === "events.k8s.io" ? "core" : (group.split(".", 1)[0] ?? "");
}
