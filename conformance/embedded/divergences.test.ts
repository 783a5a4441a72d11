import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { divergences } from "../divergences.ts";
import { mergedLists } from "../merge-keys.ts";
import { minimalObjects } from "../minimal-objects.ts";

test("every divergence is that of a test, named once", () => {
	const folder = new URL("..", import.meta.url);
	const tests = readdirSync(folder).filter((name) => name.endsWith(".test.ts"));
	const sources = tests.map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
	const generated = minimalObjects.map(({ apiVersion, plural }) => `${apiVersion} ${plural}: `);
	const merged = new Set(mergedLists.map(({ field, key }) => `L5 ${field} is merged by ${key ?? "value"}`));
	const unknown = divergences.filter(
		({ title }) =>
			!sources.includes(JSON.stringify(title)) && !merged.has(title) && !generated.some((kind) => title.includes(kind)),
	);
	expect(unknown.map(({ title }) => title)).toEqual([]);
	expect(new Set(divergences.map(({ title }) => title)).size).toBe(divergences.length);
	for (const { id, title } of divergences) expect(title.startsWith(`${id} `)).toBe(true);
});
