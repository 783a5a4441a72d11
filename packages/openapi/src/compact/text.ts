import type { ApiDescription } from "../api-description.ts";
import { decodeApiDescription, encodeApiDescription } from "./description.ts";

/** Writes a description as the text of a data file: one definition, resource or path a line, so that changes can be read. */
export function writeApiDescription(description: ApiDescription): string {
	const { kubernetes, definitions, groups, shapes, paths } = encodeApiDescription(description);
	const sections = [
		`"kubernetes":${JSON.stringify(kubernetes)}`,
		`"definitions":${writeLines(definitions, 2)}`,
		`"groups":${writeLines(groups, 3)}`,
		`"shapes":[\n${shapes.map((shape) => JSON.stringify(shape)).join(",\n")}\n]`,
		`"paths":${writeLines(paths, 1)}`,
	];
	return `{\n${sections.join(",\n")}\n}\n`;
}

function writeLines(value: Readonly<Record<string, unknown>>, depth: number): string {
	const lines = Object.entries(value).map(([name, member]) => {
		const text = depth === 1 ? JSON.stringify(member) : writeLines(member as Readonly<Record<string, unknown>>, depth - 1);
		return `${JSON.stringify(name)}:${text}`;
	});
	return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n}`;
}

/** Reads the text of a data file. */
export function parseApiDescription(text: string): ApiDescription {
	return decodeApiDescription(JSON.parse(text));
}
