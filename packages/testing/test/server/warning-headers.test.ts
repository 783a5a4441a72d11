import { expect, test } from "vitest";
import { warningHeaders } from "../../src/server/warning-headers.ts";

test("A8 each distinct text is one quoted header", () => {
	expect(warningHeaders(['unknown field "a"', 'unknown field "a"', "b\\c"])).toEqual([
		'299 - "unknown field \\"a\\""',
		'299 - "b\\\\c"',
	]);
});

test("A8 a text with control characters is left out", () => {
	expect(warningHeaders(["a\nb", "c"])).toEqual(['299 - "c"']);
});

test("A8 texts that are too long together are each cut, and those beyond the limit left out", () => {
	const headers = warningHeaders(Array.from({ length: 60 }, (_, index) => `${index}${"x".repeat(400)}`));
	expect(headers).toHaveLength(16);
	expect(headers[0]).toBe(`299 - "0${"x".repeat(255)}"`);
});
