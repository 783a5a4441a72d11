import { expect, test } from "vitest";
import { readYaml, writeYaml } from "../../src/server/yaml-document.ts";

const read = (text: string) => readYaml(Buffer.from(text));

test("E2 a repeated key is reported with its line and the last value counts", () => {
	expect(read('metadata:\n  name: x\n  name: zz\ndata:\n  a: "1"\n  a: b\n')).toEqual({
		value: { metadata: { name: "zz" }, data: { a: "b" } },
		duplicateFields: ['line 3: key "name" already set in map', 'line 6: key "a" already set in map'],
	});
});

test("E2 only the first document of a text is read, and an empty text is null", () => {
	expect(read("a: 1\n---\nb: 2\n").value).toEqual({ a: 1 });
	expect(read("").value).toBeNull();
});

test.each([
	["yes", true],
	["off", false],
	["~", null],
	["0o17", 15],
	["017", 15],
	["0x1F", 31],
	["1_000", 1000],
	["-0b11", -3],
	["1.5", 1.5],
	["12:30", "12:30"],
	["2020-01-01", "2020-01-01"],
	['"yes"', "yes"],
])("E2 the scalar %s", (text, value) => {
	expect(read(`a: ${text}`).value).toEqual({ a: value });
});

test("E2 an alias is written out, a merge key merged, and neither shares parts", () => {
	const { value } = read("a: &x {b: 1}\nc: *x\nd: {<<: *x, e: 2}\n");
	expect(value).toEqual({ a: { b: 1 }, c: { b: 1 }, d: { b: 1, e: 2 } });
	expect((value as { a: unknown; c: unknown }).a).not.toBe((value as { c: unknown }).c);
});

test("E2 a small text that stands for a huge document is refused", () => {
	const levels = Array.from(
		{ length: 9 },
		(_, level) => `l${level + 1}: &l${level + 1} [${Array(9).fill(`*l${level}`).join(", ")}]`,
	);
	expect(() => read(`l0: &l0 [x, x, x]\n${levels.join("\n")}\n`)).toThrow("excessive aliasing");
});

test.each(["a: b: c", "a:\n  - b\n c: d", "a: [", "\ta: b", "a: .inf"])(
	"E2 what is no YAML, or no JSON, is refused: %j",
	(text) => {
		expect(() => read(text)).toThrow(/^yaml: |^error converting YAML to JSON/);
	},
);

test("E2 YAML comes out with ordered keys and survives both readers", () => {
	const value = { b: "yes", a: ["17", { d: "2020-01-01T00:00:00Z", c: "" }], e: {}, f: [], g: "a\n\nb: c", h: 12 };
	const text = writeYaml(value);
	expect(text.split("\n")[0]).toBe("a:");
	expect(text.split("\n")[1]).toBe('- "17"');
	expect(read(text).value).toEqual(value);
});
