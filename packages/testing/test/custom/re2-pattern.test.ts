import { expect, test } from "vitest";
import { compilePattern, patternProblem } from "../../src/custom/re2-pattern.ts";

test.each([
	["^a{2}$", ["aa"], ["a"]],
	["a|b", ["xb"], ["c"]],
	["(?i)^a$", ["A"], ["b"]],
	["(?s)^.$", ["\n"], ["ab"]],
	["^.$", ["😀"], ["\n"]],
	["^(?P<x>a)(?:b)?$", ["a", "ab"], ["b"]],
	["^[[:digit:][:upper:]_]+$", ["A_1"], ["a"]],
	["^[^[:space:]]$", ["a"], [" "]],
	["^[\\w.-]+$", ["a-b.c"], ["a b"]],
	["^[\\]a]$", ["]"], ["b"]],
	["^[a\\-z]$", ["-"], ["b"]],
	["^[]a]$", ["]"], ["[a]"]],
	["^[[a]$", ["["], ["b"]],
	["\\Aa\\z", ["a"], ["a\n"]],
	["^\\x41\\x{42}$", ["AB"], ["ab"]],
	["^\\p{Greek}\\PN$", ["αa"], ["α1"]],
	["^\\s$", [" ", "\t"], ["\u00a0", "\v"]],
	["^a\\_\\:\\/b$", ["a_:/b"], ["ab"]],
	["^{a}$", ["{a}"], ["a"]],
	["^a+?b*?$", ["aab"], ["b"]],
] as const)("R4 %s matches as it does in the server", (pattern, matching, others) => {
	const compiled = compilePattern(pattern);
	expect(matching.filter((text) => !compiled.test(text))).toEqual([]);
	expect(others.filter((text) => compiled.test(text))).toEqual([]);
});

test.each([
	["(", "missing closing ): `(`"],
	[")", "unexpected ): `)`"],
	["[a", "missing closing ]: `[a`"],
	["(?=a)", "invalid or unsupported Perl syntax: `(?=`"],
	["(?!a)", "invalid or unsupported Perl syntax: `(?!`"],
	["(?<=a)", "invalid or unsupported Perl syntax: `(?<=`"],
	["(a)\\1", "invalid escape sequence: `\\1`"],
	["*a", "missing argument to repetition operator: `*`"],
	["a{1001}", "invalid repeat count: `{1001}`"],
	["\\", "trailing backslash at end of expression: ``"],
])("R1 %s is refused in the words of the server", (pattern, problem) => {
	expect(patternProblem(pattern)).toBe(`error parsing regexp: ${problem}`);
});
