import { goPrint } from "../status/go-print.ts";
import { humanDuration } from "../tables/human-duration.ts";
import type { Cell, Table } from "../tables/table.ts";
import type { DefinitionColumn } from "./definition.ts";
import { parseJsonPath } from "./json-path.ts";

/** What a kind without columns of its own shows beside names. */
const age: DefinitionColumn = { name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp" };

/** How tables show objects of a custom kind. */
export function customTable(columns: readonly DefinitionColumn[] = [age]): Table {
	const paths = columns.map(({ jsonPath }) => parseJsonPath(jsonPath));
	return {
		columns: ["Name", ...columns.map(describeColumn)],
		cells: (view) => [view.name, ...columns.map(({ type }, index) => cellOf(type, paths[index]?.(view.value()).at(0), view.now))],
	};
}

function describeColumn({ name, type, format = "", description = "", priority = 0, jsonPath }: DefinitionColumn) {
	const shown = description === "" ? `Custom resource definition column (in JSONPath format): ${jsonPath}` : description;
	return { name, type, format, description: shown, priority };
}

/** A cell for a value that was found; `null` where there is none, or one that does not fit the column. */
function cellOf(type: string, value: unknown, now: number): Cell {
	if (value === undefined || value === null) return null;
	switch (type) {
		case "integer":
			return typeof value === "number" ? Math.trunc(value) : null;
		case "number":
			return typeof value === "number" ? value : null;
		case "boolean":
			return typeof value === "boolean" ? value : null;
		case "date":
			return typeof value === "string" ? since(value, now) : null;
		default:
			return typeof value === "object" ? printed(value) : goPrint(value);
	}
}

function since(text: string, now: number): string {
	const time = Date.parse(text);
	return Number.isNaN(time) ? "<invalid>" : humanDuration(now - time);
}

/** Lists and maps are shown as JSON. */
function printed(value: object): string {
	return JSON.stringify(value);
}
