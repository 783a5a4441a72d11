import fc from "fast-check";
import { expect, test } from "vitest";
import { checkRetryOptions, retryDelay, type TryOutcome } from "../../src/core/retry-policy.ts";

const answer = (status: number, retryAfter?: number): TryOutcome => ({ kind: "answer", status, retryAfter });
const reset: TryOutcome = { kind: "failure", sent: true };
const refused: TryOutcome = { kind: "failure", sent: false };
const methods = ["GET", "PUT", "DELETE", "POST", "PATCH"];

test.each<[string, TryOutcome, readonly string[]]>([
	["429 that says when", answer(429, 1000), methods],
	["429 that does not", answer(429), []],
	["503 that says when", answer(503, 1000), methods],
	["503 that does not", answer(503), ["GET", "PUT", "DELETE"]],
	["500", answer(500), ["GET", "PUT", "DELETE"]],
	["502", answer(502), ["GET", "PUT", "DELETE"]],
	["504", answer(504), ["GET", "PUT", "DELETE"]],
	["501", answer(501), []],
	["409", answer(409), []],
	["404", answer(404), []],
	["a connection that broke", reset, ["GET", "PUT", "DELETE"]],
	["a request that never left", refused, methods],
])("GAP-01 %s", (_title, outcome, repeated) => {
	const state = { attempt: 1, remaining: undefined, random: 0 };
	expect(methods.filter((method) => retryDelay({}, { method, ...state }, outcome) !== undefined)).toEqual(repeated);
});

test.each([
	["PATCH", undefined, false],
	["PATCH", true, true],
	["PUT", false, false],
])("GAP-01 a %s of which it is said %s that it may be sent twice: repeated %s", (method, idempotent, repeated) => {
	const state = { method, idempotent, attempt: 1, remaining: undefined, random: 0 };
	const delays = [answer(503), answer(500), reset].map((outcome) => retryDelay({}, state, outcome) !== undefined);
	expect(delays).toEqual([repeated, repeated, repeated]);
});

test("GAP-01 the wait doubles from a tenth of a second up to its limit, less up to a half", () => {
	const delays = (random: number): unknown[] =>
		[1, 2, 3, 4].map((attempt) =>
			retryDelay({ maxDelay: 300 }, { method: "GET", attempt, remaining: undefined, random }, answer(500)),
		);
	expect(delays(1)).toEqual([100, 200, 300, 300]);
	expect(delays(0)).toEqual([50, 100, 150, 150]);
});

test("GAP-01 the server's time is kept, and stretched by up to a tenth", () => {
	const at = (random: number): unknown =>
		retryDelay({}, { method: "POST", attempt: 1, remaining: undefined, random }, answer(429, 7000));
	expect([at(0), at(0.5)]).toEqual([7000, 7350]);
});

test("GAP-01 five tries unless told otherwise", () => {
	const tries = (attempts: number | undefined): number =>
		[1, 2, 3, 4, 5, 6].filter(
			(attempt) => retryDelay({ attempts }, { method: "GET", attempt, remaining: undefined, random: 0 }, reset) !== undefined,
		).length;
	expect([tries(undefined), tries(1), tries(2)]).toEqual([4, 0, 1]);
});

test("GAP-01 no wait ends at or after the deadline", () => {
	const property = fc.property(
		fc.constantFrom(...methods),
		fc.integer({ min: 1, max: 6 }),
		fc.double({ min: 0, max: 10_000, noNaN: true }),
		fc.double({ min: 0, max: 1, noNaN: true }),
		fc.constantFrom(answer(429, 3000), answer(500), reset, refused),
		(method, attempt, remaining, random, outcome) => {
			const delay = retryDelay({}, { method, attempt, remaining, random }, outcome);
			expect(delay ?? -1).toBeLessThan(remaining);
		},
	);
	fc.assert(property);
});

test.each([{ attempts: 0 }, { attempts: 1.5 }, { initialDelay: -1 }, { maxDelay: Number.NaN }])("%j are refused", (options) => {
	expect(() => checkRetryOptions(options)).toThrow(/retry\./);
});
