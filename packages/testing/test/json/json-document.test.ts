import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonSyntaxError, readJson } from "../../src/json/json-document.ts";

const read = (text: string) => readJson(Buffer.from(text));

test("F2 repeated members are named once each, in the order of the text", () => {
	const text =
		'{"metadata":{"name":"x","name":"y","labels":{"a":"b","a":"c"}},"data":{"a":"1","a":"2","a":"3"},"foo":1,"foo":2,"l":[{"n":1,"n":2}]}';
	const { value, duplicateFields } = read(text);
	expect(value).toEqual(JSON.parse(text));
	expect(duplicateFields).toEqual(["metadata.name", "metadata.labels.a", "data.a", "foo", "l[0].n"]);
});

test.each([
	['{"a":1,"\\u0061":2}', ["a"]],
	['{"a:b":":","c":"\\\\","d":"\\"}","e":{}}', []],
	['{"__proto__":1,"__proto__":2}', ["__proto__"]],
	[" [ ] ", []],
])("F2 %s", (text, duplicates) => {
	expect(read(text).duplicateFields).toEqual(duplicates);
});

// Every text was taken from a 1.35 server.
test.each([
	["", "unexpected end of JSON input"],
	["   ", "unexpected end of JSON input"],
	["x", "invalid character 'x' looking for beginning of value"],
	["{} {}", "invalid character '{' after top-level value"],
	['{"a":{"b":"x"', "unexpected end of JSON input"],
	['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
	["{a:1}", "invalid character 'a' looking for beginning of object key string"],
	['{"a":"b\nc"}', "invalid character '\\n' in string literal"],
	['{"a":tru}', "invalid character '}' in literal true (expecting 'e')"],
	['{"a":"x" "b":1}', "invalid character '\"' after object key:value pair"],
	['{"a":[1 2]}', "invalid character '2' after array element"],
	['{"a":01}', "invalid character '1' after object key:value pair"],
	['{"a" 1}', "invalid character '1' after object key"],
	['{"a":"\\x"}', "invalid character 'x' in string escape code"],
	['{"a":"\\u12g4"}', "invalid character 'g' in \\u hexadecimal character escape"],
	['{"a":1.}', "invalid character '}' after decimal point in numeric literal"],
	['{"a":-}', "invalid character '}' in numeric literal"],
	['{"a":1e}', "invalid character '}' in exponent of numeric literal"],
])("G11 what is wrong with %j", (text, message) => {
	expect(() => read(text)).toThrow(message);
});

test("G11 a body that nests too deeply is refused, whether it is complete or not", () => {
	expect(() => read('{"a":'.repeat(20_000))).toThrow("exceeded max depth");
	expect(() => read("[".repeat(20_000) + "]".repeat(20_000))).toThrow("exceeded max depth");
});

test("F2 what JSON.parse takes is taken, and what it refuses is refused", () => {
	fc.assert(
		fc.property(
			fc.json({ maxDepth: 4 }),
			fc.nat(),
			fc.constantFrom("", '"', "{", "}", ",", ":", "\\", "0", "e"),
			(text, at, insert) => {
				const position = at % (text.length + 1);
				for (const candidate of [text, text.slice(0, position) + insert + text.slice(position + 1)]) {
					let expected: unknown;
					try {
						expected = JSON.parse(candidate);
					} catch {
						expect(() => read(candidate)).toThrow(JsonSyntaxError);
						continue;
					}
					expect(read(candidate).value).toEqual(expected);
				}
			},
		),
	);
});
