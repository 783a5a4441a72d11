import type { TableRepresentation } from "../registry/resource-request.ts";
import type { Structure } from "../schema/defaults/with-members.ts";
import { ObjectView } from "./object-view.ts";
import { columnDefinition, type Table } from "./table.ts";

/** What stands where a table leaves its columns out. */
const noColumns = '"columnDefinitions":null';

/** Writes objects of a resource as tables. */
export class TableWriter {
	readonly #table: Table;
	readonly #representation: TableRepresentation;
	readonly #whole: (object: Structure) => unknown;

	/** @param whole An object as a row carries it whole; as its cells are made of it unless given. */
	constructor(table: Table, representation: TableRepresentation, whole: (object: Structure) => unknown = (object) => object) {
		this.#table = table;
		this.#representation = representation;
		this.#whole = whole;
	}

	/**
	 * Writes a whole table.
	 *
	 * @param metadata Of the object, or of the list.
	 * @param objects With their apiVersion and kind.
	 */
	write(metadata: Structure, objects: readonly Structure[], now: number): string {
		return this.withColumns(this.writeRows(metadata, objects, now));
	}

	/** Writes a table without its columns, as all events of a watch but the first have them. */
	writeRows(metadata: Structure, objects: readonly Structure[], now: number): string {
		const { resourceVersion, continue: continueToken, remainingItemCount } = metadata;
		const { apiVersion } = this.#representation;
		const rows = objects.map((object) => this.#row(object, now));
		return JSON.stringify({
			kind: "Table",
			apiVersion,
			metadata: { resourceVersion, continue: continueToken, remainingItemCount },
			columnDefinitions: null,
			// Where nothing is known of a resource but names and times, no rows are null.
			rows: rows.length === 0 && this.#table.columns.includes("Created At:date") ? null : rows,
		});
	}

	/** The text of a table with its columns in their place. */
	withColumns(table: string): string {
		const definitions = JSON.stringify(this.#table.columns.map(columnDefinition));
		return table.replace(noColumns, () => `"columnDefinitions":${definitions}`);
	}

	#row(object: Structure, now: number): object {
		const view = new ObjectView(object, now);
		const conditions = this.#table.conditions?.(view) ?? [];
		return {
			cells: this.#table.cells(view),
			...(conditions.length === 0 ? {} : { conditions }),
			object: this.#shown(object),
		};
	}

	#shown(object: Structure): unknown {
		const { apiVersion, includeObject } = this.#representation;
		if (includeObject === "None") return null;
		if (includeObject === "Object") return this.#whole(object);
		return { kind: "PartialObjectMetadata", apiVersion, metadata: object["metadata"] };
	}
}
