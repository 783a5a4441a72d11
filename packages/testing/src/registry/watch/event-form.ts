import type { Status } from "kubex/meta";
import type { Structure } from "../../schema/defaults/with-members.ts";
import type { StoredObject } from "../../storage/stored-object.ts";
import { tableOf } from "../../tables/tables.ts";
import { TableWriter } from "../../tables/write-table.ts";
import { wholeOf } from "../present.ts";
import type { MetadataRepresentation, Representation, TableRepresentation } from "../resource-request.ts";
import { hubOf, judged, type ServedResource, shown } from "../served-resource.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** How a watch writes its events: one line of JSON each. */
export interface EventForm {
	/** Equal for forms that write the same. */
	readonly id: string;
	/** Whether objects can be written in it at all: no event is a list. */
	readonly writable: boolean;
	object(type: EventType, object: StoredObject): Uint8Array;
	/** @param end Whether it ends the initial events. */
	bookmark(revision: number, end: boolean): Uint8Array;
	/** The first line of a watch as it is sent; absent when it is like all others. */
	readonly first?: ((line: Uint8Array) => Uint8Array) | undefined;
}

/** What happened to an object. */
export type EventType = "ADDED" | "MODIFIED" | "DELETED";

/** Objects in one version: whole, their metadata alone, or as rows of tables. */
export function eventForm(
	resource: ServedResource,
	representation: Representation | undefined,
	sources: EventSources,
): EventForm {
	if (representation?.kind === "Table") return tableForm(resource, representation, sources);
	return objectForm(resource, representation, sources);
}

/** Where events take from what no object says. */
export interface EventSources {
	/** The members of an object of the kind that are written although there is nothing in it. */
	readonly empty: () => Readonly<Record<string, unknown>>;
	/** Milliseconds since the Unix epoch. */
	readonly now: () => number;
}

function objectForm(
	resource: ServedResource,
	representation: MetadataRepresentation | undefined,
	{ empty }: EventSources,
): EventForm {
	const { api, apiVersion } = resource;
	const { kind } = representation ?? api;
	const head = `{"kind":"${kind}","apiVersion":"${representation?.apiVersion ?? apiVersion}",`;
	return {
		id: head,
		writable: representation?.kind !== "PartialObjectMetadataList",
		object(type, object) {
			const json =
				representation === undefined
					? shown(resource, object).json.slice(1)
					: `"metadata":${JSON.stringify(object.state.metadata)}}`;
			return line(type, head + json);
		},
		bookmark(revision, end) {
			const members = representation === undefined ? empty() : {};
			return line("BOOKMARK", head + JSON.stringify({ metadata: bookmarkMetadata(revision, end), ...members }).slice(1));
		},
	};
}

function tableForm(resource: ServedResource, form: TableRepresentation, { now }: EventSources): EventForm {
	const { api, apiVersion } = resource;
	const writer = new TableWriter(tableOf(hubOf(resource)), form, (object) => wholeOf(resource, object));
	const head = { kind: api.kind, apiVersion };
	return {
		id: `Table ${form.apiVersion} ${form.includeObject} ${apiVersion}`,
		writable: true,
		object(type, object) {
			const { state } = judged(resource, object);
			return line(type, writer.writeRows({ ...state.metadata }, [{ ...head, ...state }], now()));
		},
		bookmark(revision, end) {
			const metadata = bookmarkMetadata(revision, end);
			return line("BOOKMARK", writer.writeRows(metadata, [{ ...head, metadata }], now()));
		},
		first: (text) => encoder.encode(writer.withColumns(decoder.decode(text))),
	};
}

function bookmarkMetadata(revision: number, end: boolean): Structure {
	return {
		resourceVersion: String(revision),
		...(end ? { annotations: { "k8s.io/initial-events-end": "true" } } : {}),
	};
}

/** The event that ends a watch which the server cannot go on with. */
export function errorEvent(status: Status): Uint8Array {
	return line("ERROR", JSON.stringify(status));
}

function line(type: string, json: string): Uint8Array {
	return encoder.encode(`{"type":"${type}","object":${json}}\n`);
}
