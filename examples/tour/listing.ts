import { readFile } from "node:fs/promises";

/**
 * The code of each step of a tour, by the step's title. It is read from the source itself, so what is shown is what runs:
 * the lines after `tour.step("title"…)`, up to the next call of the tour at the same depth.
 */
export async function readListing(source: URL): Promise<ReadonlyMap<string, readonly string[]>> {
	const listing = new Map<string, string[]>();
	let code: string[] | undefined;
	let heading = "";
	for (const line of (await readFile(source, "utf8")).split("\n")) {
		if (heading !== "" || line.startsWith("\ttour.step(")) {
			// A long title is wrapped over several lines.
			heading += line;
			if (!line.endsWith(");")) continue;
			code = [];
			listing.set(/"((?:[^"\\]|\\.)*)"/.exec(heading)?.[1] ?? "", code);
			heading = "";
		} else if (line.startsWith("\ttour.") || line.startsWith("}")) code = undefined;
		// What a step shows is printed with its value; inside of a block the expression stays, as there would be nothing else.
		else if (line !== "" && !line.startsWith("\tshow(")) code?.push(withoutTour(line.slice(1)));
	}
	return listing;
}

function withoutTour(line: string): string {
	return line.replace(/\bshow\(\(\) => (.*)\);$/, "$1;").replaceAll("\t", "  ");
}
