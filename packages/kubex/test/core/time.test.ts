import { toMicroTime, toTime } from "kubex";
import { expect, test } from "vitest";

test("BUG-37 a MicroTime always has six digits", () => {
	expect(toMicroTime(new Date(0))).toBe("1970-01-01T00:00:00.000000Z");
	expect(toMicroTime(new Date(1500))).toBe("1970-01-01T00:00:01.500000Z");
});

test("a Time has whole seconds", () => expect(toTime(new Date(1999))).toBe("1970-01-01T00:00:01Z"));

test("an invalid date is refused", () => {
	expect(() => toTime(new Date("x"))).toThrow(RangeError);
	expect(() => toMicroTime(new Date("x"))).toThrow(RangeError);
});
