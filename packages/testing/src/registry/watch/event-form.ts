import type { Status } from "kubex/meta";
import type { StoredObject } from "../../storage/stored-object.ts";
import type { Representation } from "../resource-request.ts";
import type { ServedResource } from "../served-resource.ts";

const encoder = new TextEncoder();

/** How a watch writes its events: one line of JSON each, with objects in one version and representation. */
export class EventForm {
	/** Equal for forms that write the same. */
	readonly id: string;
	readonly #head: string;
	readonly #representation: Representation | undefined;
	readonly #empty: () => Readonly<Record<string, unknown>>;

	/** @param empty The members of an object of the kind that are written although there is nothing in it. */
	constructor(
		{ api, apiVersion }: ServedResource,
		representation: Representation | undefined,
		empty: () => Readonly<Record<string, unknown>>,
	) {
		const { kind } = representation === undefined ? api : representation;
		this.#head = `{"kind":"${kind}","apiVersion":"${representation?.apiVersion ?? apiVersion}",`;
		this.#representation = representation;
		this.#empty = representation === undefined ? empty : () => ({});
		this.id = this.#head;
	}

	/** Whether objects can be written in it at all: no event is a list. */
	get writable(): boolean {
		return this.#representation?.kind !== "PartialObjectMetadataList";
	}

	object(type: "ADDED" | "MODIFIED" | "DELETED", object: StoredObject): Uint8Array {
		const json =
			this.#representation === undefined ? object.json.slice(1) : `"metadata":${JSON.stringify(object.state.metadata)}}`;
		return line(type, this.#head + json);
	}

	/** @param end Whether it ends the initial events. */
	bookmark(revision: number, end: boolean): Uint8Array {
		const metadata = {
			resourceVersion: String(revision),
			...(end ? { annotations: { "k8s.io/initial-events-end": "true" } } : {}),
		};
		return line("BOOKMARK", this.#head + JSON.stringify({ metadata, ...this.#empty() }).slice(1));
	}
}

/** The event that ends a watch which the server cannot go on with. */
export function errorEvent(status: Status): Uint8Array {
	return line("ERROR", JSON.stringify(status));
}

function line(type: string, json: string): Uint8Array {
	return encoder.encode(`{"type":"${type}","object":${json}}\n`);
}
