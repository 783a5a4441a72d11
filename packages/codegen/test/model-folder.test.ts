import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { compareModels, saveModels } from "../src/model-folder.ts";

test("a folder is made to hold the models and nothing else that was generated", () => {
	const folder = mkdtempSync(join(tmpdir(), "models-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	mkdirSync(join(folder, "core"));
	writeFileSync(join(folder, "core/v1.ts"), "old");
	writeFileSync(join(folder, "core/v0.ts"), "gone");
	writeFileSync(join(folder, "README.md"), "stays");
	const models = new Map([
		["core/v1.ts", "new"],
		["apps/v1.ts", "apps"],
	]);

	const changes = { written: ["core/v1.ts", "apps/v1.ts"], removed: ["core/v0.ts"] };
	expect(compareModels(folder, models)).toEqual(changes);
	expect(readFileSync(join(folder, "core/v1.ts"), "utf8")).toBe("old");
	expect(saveModels(folder, models)).toEqual(changes);
	expect(readFileSync(join(folder, "core/v1.ts"), "utf8")).toBe("new");
	expect(readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted()).toEqual([
		"README.md",
		"apps",
		"apps/v1.ts",
		"core",
		"core/v1.ts",
	]);
	expect(compareModels(folder, models)).toEqual({ written: [], removed: [] });
});

test("a folder that does not exist yet lacks every model", () => {
	expect(compareModels(join(tmpdir(), "no-such-folder-of-models"), new Map([["core/v1.ts", ""]])).written).toEqual([
		"core/v1.ts",
	]);
});
