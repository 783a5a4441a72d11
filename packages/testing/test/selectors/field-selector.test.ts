import { expect, test } from "vitest";
import { parseFieldSelector } from "../../src/selectors/field-selector.ts";

test("I3 terms are split at commas and their values unescaped", () => {
	expect(parseFieldSelector("a=b,c!=d,,e==f\\,g\\=h\\\\")).toEqual([
		{ field: "a", value: "b", equal: true },
		{ field: "c", value: "d", equal: false },
		{ field: "e", value: "f,g=h\\", equal: true },
	]);
});

test.each([
	["a", "invalid selector: 'a'; can't understand 'a'"],
	["a=l\\x", "invalid field selector: invalid escape sequence: \\x"],
	["a=b=c", "invalid field selector: unescaped character in value: 61"],
])("I3 %s is refused in the server's words", (selector, message) => {
	expect(() => parseFieldSelector(selector)).toThrow(message);
});
