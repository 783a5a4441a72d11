import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { root, textOf } from "./runner/files.ts";

const pages = [
	"README.md",
	...(await readdir(join(root, "docs"))).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`),
	...["kubex", "testing", "codegen"].map((name) => `packages/${name}/README.md`),
];

/** The anchors of a page's headings, as they are made where Markdown is shown. */
function anchorsOf(text: string): string[] {
	const headings = text.replace(/^```.*?^```/gms, "").matchAll(/^#+ (.*)$/gm);
	return Array.from(headings, ([, heading = ""]) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, "")
			.replaceAll(" ", "-"),
	);
}

test.each(pages)("DOC the links of %s lead somewhere", async (page) => {
	const broken: string[] = [];
	for (const [, link = ""] of (await textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)) {
		if (/^[a-z]+:/.test(link)) continue;
		const [path = "", anchor] = link.split("#");
		const target = path === "" ? page : join(dirname(page), path);
		if (!existsSync(join(root, target))) broken.push(link);
		else if (anchor !== undefined && !anchorsOf(await textOf(target)).includes(anchor)) broken.push(link);
	}
	expect(broken).toEqual([]);
});

test("DOC the pages of the packages lead to those that say more", async () => {
	for (const name of ["kubex", "testing", "codegen"]) {
		expect(await textOf(`packages/${name}/README.md`)).toContain("](../../docs/README.md)");
	}
});
