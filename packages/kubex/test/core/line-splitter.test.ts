import fc from "fast-check";
import { ProtocolError } from "kubex";
import { expect, test, vi } from "vitest";
import { LineSplitter } from "../../src/core/line-splitter.ts";

const encoder = new TextEncoder();

/** The lines of a text that comes in pieces of these lengths, over and over. */
function split(text: string | Uint8Array, lengths: readonly number[], splitter: LineSplitter = new LineSplitter()): string[] {
	const bytes = typeof text === "string" ? encoder.encode(text) : text;
	const lines: string[] = [];
	for (let start = 0, piece = 0; start < bytes.byteLength; piece += 1) {
		const end = start + (lengths[piece % lengths.length] ?? bytes.byteLength);
		lines.push(...splitter.push(bytes.slice(start, end)));
		start = end;
	}
	return lines;
}

test.each([
	["a\nb\n", ["a", "b"]],
	["a\r\n\r\n\n b \n", ["a", " b "]],
	["a\nhalf", ["a"]],
	["half", []],
	["", []],
	["\uFEFFa\n\uFEFFb\n", ["\uFEFFa", "\uFEFFb"]],
	["r\ra\r\r\n", ["r\ra\r"]],
])("LW-23 %j has the lines %j", (text, lines) => {
	for (const length of [1, 2, 3, 100]) expect(split(text, [length])).toEqual(lines);
});

const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 });

test("LW-23 wherever a text is split, inside of a character as well, the lines are the same", () => {
	const line = fc.string({ unit: fc.constantFrom("a", "é", "漢", "😀", "\r", "\n", "{", "\u2028", "\u0085") });
	fc.assert(
		fc.property(fc.array(line), lengths, (parts, pieces) => {
			const text = parts.join("\n");
			const expected = text
				.split("\n")
				.slice(0, -1)
				.map((each) => each.replace(/\r$/, ""))
				.filter((each) => each !== "");
			expect(split(text, pieces)).toEqual(expected);
		}),
	);
});

test("LW-23 bytes that are no text are the same lines as well", () => {
	const byte = fc.oneof(fc.constant(10), fc.integer({ min: 0, max: 255 }));
	fc.assert(
		fc.property(fc.array(byte), lengths, (bytes, pieces) => {
			const whole = Uint8Array.from(bytes);
			expect(split(whole, pieces)).toEqual(split(whole, [whole.byteLength + 1]));
		}),
	);
});

test("a line is as long as allowed and no longer, wherever it is split", () => {
	const maxLength = 5;
	for (const length of [1, 2, 3, 4, 100]) {
		const ofFive = "12345\n\n12345\r\né345\n12345";
		expect(split(ofFive, [length], new LineSplitter({ maxLength }))).toEqual(["12345", "12345", "é345"]);
		for (const text of ["123456\n", "1\n123456\r\n2", "1\né3456\n", "1234567"]) {
			expect(() => split(text, [length], new LineSplitter({ maxLength }))).toThrow(ProtocolError);
		}
	}
	expect(() => split("secret\n", [3], new LineSplitter({ maxLength }))).toThrow(/^a line is longer than 5 bytes$/);
});

test("the work grows with the bytes, not with the pieces that a line comes in", () => {
	const set = vi.spyOn(Uint8Array.prototype, "set");
	const search = vi.spyOn(Uint8Array.prototype, "lastIndexOf");
	const decode = vi.spyOn(TextDecoder.prototype, "decode");
	const size = 20_000;
	const splitter = new LineSplitter();
	for (let count = 0; count < size; count += 1) splitter.push(encoder.encode("x"));
	const lines = splitter.push(encoder.encode("\n"));
	const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
	const work = {
		copied: sum(set.mock.calls.map(([source]) => source.length)),
		searched: sum((search.mock.contexts as Uint8Array[]).map(({ byteLength }) => byteLength)),
		decoded: sum(decode.mock.calls.map(([bytes]) => bytes?.byteLength ?? 0)),
	};
	vi.restoreAllMocks();
	expect(lines).toEqual(["x".repeat(size)]);
	expect(work).toEqual({ copied: size, searched: size + 1, decoded: size });
});
