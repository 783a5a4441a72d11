import { expect, test } from "vitest";
import { extractSnippets } from "./extract-snippets.ts";
import { promisedRequests, snippetModule } from "./snippet-module.ts";

const page = [
	"# Title",
	"",
	"```sh",
	"npm ci",
	"```",
	"",
	"```ts",
	"one();",
	"\ttwo();",
	"```",
	"```ts no-run: no cluster",
	"```",
];
const source = ["/**", " * Does.", " *", " * @example", " * ```ts", " * one();", " *   two();", " * ```", " */", "export {};"];

const of = (...code: string[]) => ({ file: "a.md", line: 3, code, noRun: undefined });

test("DOC the fences of a page are found with their lines, and those of other languages are not", () => {
	expect(extractSnippets("a.md", page.join("\n"))).toEqual([
		{ file: "a.md", line: 8, code: ["one();", "\ttwo();"], noRun: undefined },
		{ file: "a.md", line: 12, code: [], noRun: "no cluster" },
	]);
});

test("DOC the examples in the comments of a source are found with their lines", () => {
	expect(extractSnippets("a.ts", source.join("\n"))).toEqual([
		{ file: "a.ts", line: 6, code: ["one();", "  two();"], noRun: undefined },
	]);
});

test.each(["```ts no-run", "```ts skip", "```ts no-run:"])(
	"DOC a fence %j that gives no reason is refused with its place",
	(fence) => expect(() => extractSnippets("a.md", `text\n${fence}\n\`\`\``)).toThrow("a.md:2"),
);

test("DOC a fence that does not end is refused with its place", () =>
	expect(() => extractSnippets("a.md", "text\n```ts\none();")).toThrow("a.md:2"));

test("DOC the lines of a module have the numbers that they have in the file", () => {
	const lines = snippetModule(of("one();", "two();"), new Map()).split("\n");
	expect(lines.slice(1, 4)).toEqual(["", "one();", "two();"]);
});

test("DOC a marked value becomes a comparison, and any other comment stays one", () => {
	const module = snippetModule(of("one(2); // => { three: 4 }", "five(); // 6"), new Map());
	expect(module).toContain('assertEqual(one(2), { three: 4 }, "a.md:3");\nfive(); // 6\n');
});

test("DOC a value behind a declaration is refused, since it would compare nothing", () =>
	expect(() => snippetModule(of("const one = 1; // => 1"), new Map())).toThrow("a.md:3"));

test("DOC what is used and neither imported nor declared is imported", () => {
	const importable = new Map(["Api", "Pod", "List", "Node"].map((name) => [name, { from: "kubex", typeOnly: name === "List" }]));
	const code = ['import { Pod } from "kubex";', "const list: List<Pod> = new Api(Pod, { client });", "// Node", "one.Node;"];
	expect(snippetModule(of(...code), importable).split("\n")[0]).toBe(
		'export {}; import { Api } from "kubex"; import type { List } from "kubex";',
	);
});

test("DOC promised requests are read in order", () => {
	const code = ["one(); // -> GET /a?b=c d", "// -> DELETE /a"];
	expect(promisedRequests(of(...code))).toEqual(["GET /a?b=c d", "DELETE /a"]);
});
