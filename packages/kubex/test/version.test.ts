import { readFileSync } from "node:fs";
import { version } from "kubex";
import { expect, test } from "vitest";

test("the version that clients announce is the package's", () => {
	const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
	expect(version).toBe(manifest.version);
});
