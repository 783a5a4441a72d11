import { describe, expect, test } from "vitest";
import { parseLabelSelector } from "../../src/selectors/label-selector.ts";

const objects = { none: {}, one: { i: "1" }, two: { i: "2", app: "web" }, ten: { i: "10" }, word: { i: "x" } };

describe("I2 a label selector chooses", () => {
	test.each([
		["i", "one two ten word"],
		["!i", "none"],
		["i=1", "one"],
		["i==1", "one"],
		["i!=1", "none two ten word"],
		["i in (1, 2)", "one two"],
		["i notin (1,2)", "none ten word"],
		["i>1", "two ten"],
		["i<10", "one two"],
		["i=2,app=web", "two"],
		["i,app!=web", "one ten word"],
		["i in ()", ""],
		["app=", ""],
	])("%s", (selector, names) => {
		const matches = parseLabelSelector(selector);
		const chosen = Object.entries(objects).filter(([, labels]) => matches(labels));
		expect(chosen.map(([name]) => name).join(" ")).toBe(names);
	});
});

describe("I2 a selector that cannot be read is refused in the server's words", () => {
	test.each([
		["a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
		["i in (1", "unable to parse requirement: found '', expected: ',' or ')'"],
		[
			"i>x",
			"unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer",
		],
		["i===3", "unable to parse requirement: found '=', expected: identifier"],
		["i=this is", "found 'is', expected: ',' or 'end of string'"],
		[",", "found ',', expected: !, identifier, or 'end of string'"],
		["i=1,", "found '', expected: identifier after ','"],
		["!i=1", "found '=', expected: ',' or 'end of string'"],
	])("%s", (selector, message) => {
		expect(() => parseLabelSelector(selector)).toThrow(message);
	});
});
