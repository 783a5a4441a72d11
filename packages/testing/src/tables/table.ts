import type { ObjectView } from "./object-view.ts";

/** What a cell shows. */
export type Cell = string | number | boolean | null;

/** A condition of a row, by which clients tell what is over. */
export interface RowCondition {
	readonly type: string;
	readonly status: string;
	readonly reason: string;
	readonly message: string;
}

/** How objects of a resource are shown as a table. */
export interface Table {
	/**
	 * The names, each with its type after a colon unless it is a text, its format after a slash unless it is that of its name, and a star for
	 * what is shown on request only.
	 */
	readonly columns: readonly (string | ColumnDefinition)[];
	/** A value for each column. */
	readonly cells: (object: ObjectView) => readonly Cell[];
	readonly conditions?: ((object: ObjectView) => readonly RowCondition[]) | undefined;
}

/** Tables by the qualified name of the resource. */
export type Tables = Readonly<Record<string, Table>>;

/** A column as clients read it. */
export interface ColumnDefinition {
	readonly name: string;
	readonly type: string;
	readonly format: string;
	readonly description: string;
	readonly priority: number;
}

/** The definition behind the short form of a column. The server's own descriptions are left out: no client shows them. */
export function columnDefinition(column: string | ColumnDefinition): ColumnDefinition {
	if (typeof column !== "string") return column;
	const wide = column.endsWith("*");
	const [typed = "", format] = (wide ? column.slice(0, -1) : column).split("/");
	const [name = "", type = "string"] = typed.split(":");
	return { name, type, format: format ?? (typed === "Name" ? "name" : ""), description: "", priority: wide ? 1 : 0 };
}
