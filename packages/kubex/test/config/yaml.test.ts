import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { formatYaml, parseYaml } from "../../src/config/yaml.ts";
import { kubectl } from "../support/kubectl.ts";

// What kubectl makes of each plain scalar.
const scalars: readonly (readonly [string, unknown])[] = [
	...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON", "!!bool yes"].map((text) => [text, true] as const),
	...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((text) => [text, false] as const),
	...["~", "null", "Null", "NULL"].map((text) => [text, null] as const),
	...["tRue", "oN", "nUll", "0x", "0o8", "0b2", "_1", "12:30", "190:20:30", "1e400", "=", "+", "-a", "1.2.3", "1e", "e3"].map(
		(text) => [text, text] as const,
	),
	...["2020-01-01", "2020-01-01T00:00:00Z"].map((text) => [text, text] as const),
	['"yes"', "yes"],
	["'1'", "1"],
	["!!str 1", "1"],
	['!!int "5"', 5],
	['!!float "5"', 5],
	["0x1F", 31],
	["0X1F", 31],
	["+0x1F", 31],
	["-0x1f", -31],
	["0x_1F", 31],
	["0o17", 15],
	["0O17", 15],
	["017", 15],
	["-017", -15],
	["0_7", 7],
	["00", 0],
	["0b11", 3],
	["0B11", 3],
	["-0b11", -3],
	["+5", 5],
	["-0", 0],
	["08", 8],
	["09.5", 9.5],
	["1_000", 1000],
	["1__0", 10],
	["1_", 1],
	["1_0.5_0", 10.5],
	["1e3", 1000],
	["1E+3", 1000],
	["1.e2", 100],
	["-1e-3", -0.001],
	["0e0", 0],
	["0.0", 0],
	[".5", 0.5],
	["-.5", -0.5],
	["5.", 5],
];

const document = `v:\n${scalars.map(([text]) => `- ${text}\n`).join("")}base: &b {p: 1, q: 2}
merged: {<<: *b, q: 3}
list: {<<: [*b, {r: 4}]}
keys: {true: a, no: b, 1: c, 0x10: d, 1.5: e, 017: f}
`;
const expected = {
	v: scalars.map(([, value]) => value),
	base: { p: 1, q: 2 },
	merged: { p: 1, q: 3 },
	list: { p: 1, q: 2, r: 4 },
	keys: { true: "a", false: "b", "1": "c", "16": "d", "1.5": "e", "15": "f" },
};

test("YAML is read in kubectl's dialect", async () => {
	expect(await parseYaml(document, "x")).toEqual(expected);
});

test.skipIf(kubectl === undefined)("YAML is read as a real kubectl reads it", () => {
	const input = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n${document}`;
	const answer = execFileSync(kubectl ?? "", ["label", "--local", "-f", "-", "-o", "json", "a=b"], { input, encoding: "utf8" });
	expect(JSON.parse(answer)).toMatchObject(expected);
});

test("of a key that stands twice the last value counts, and of several documents the first", async () => {
	expect(await parseYaml("a: 1\na: 2\n---\na: 3", "x")).toEqual({ a: 2 });
	expect(await parseYaml("", "x")).toBeUndefined();
	expect(await parseYaml("# nothing", "x")).toBeUndefined();
});

test("a key cannot change what an object inherits", async () => {
	const value = (await parseYaml("{__proto__: {polluted: true}, a: {constructor: b}}", "x")) as Record<string, unknown>;
	expect("polluted" in value).toBe(false);
	expect(Object.hasOwn(value, "__proto__")).toBe(true);
});

test.each([
	["more characters than are read", "#".repeat(9 * 1024 * 1024), /x: 9437184 characters are more than the 8388608/],
	["nesting too deep", "[".repeat(200), /x:1: nesting exceeded/],
	["too many aliases", `a: &a 1\nb: [${"*a,".repeat(1001)}]`, /x:2: aliases exceeded/],
	["an alias of nothing", "a: *hunter2", /x:1: /],
])("%s ends in a clear error", async (_what, text, message) => {
	const error = await parseYaml(text, "x").then(String, String);
	expect(error).toMatch(message);
	expect(error).not.toContain("hunter2");
});

test("what readers of YAML 1.1 would misread is written in quotes", async () => {
	const value = {
		a: ["yes", "y", "0o17", "017", "1_000", "12:30", "2020-01-01", "null", "", "0x1", "1e3", "n: o"],
		b: "two\nlines\n",
	};
	expect(await parseYaml(await formatYaml(value), "x")).toEqual(value);
	expect(await formatYaml({ a: "y" })).toMatch(/^a: ['"]y['"]\n$/);
});
