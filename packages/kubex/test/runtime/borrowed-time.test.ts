import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const folder = new URL("../../src/runtime/", import.meta.url);

test("no module of the runtime but its clock takes time from the machine, so that a virtual clock decides all of it", async () => {
	const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts") && name !== "clock.ts");
	expect(files.length).toBeGreaterThan(40);
	const takers: string[] = [];
	for (const file of files) {
		const code = (await readFile(new URL(file, folder), "utf8")).replace(/\/\*[^]*?\*\/|\/\/.*$/gm, "");
		if (/\b(?:setTimeout|setInterval|Date\.now|new Date|performance\.now|AbortSignal\.timeout)\b/.test(code)) takers.push(file);
	}
	expect(takers).toEqual([]);
});
