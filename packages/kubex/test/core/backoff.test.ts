import fc from "fast-check";
import { expect, test } from "vitest";
import { Backoff } from "../../src/core/backoff.ts";

const noJitter = { jitter: 0 };

test("LW-16 waits double from 800 ms up to 30 s", () => {
	const backoff = new Backoff(noJitter, () => 0);
	const waits = Array.from({ length: 8 }, () => backoff.fail(0));
	expect(waits).toEqual([800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000]);
	expect(backoff.longest()).toBe(30_000);
});

test("LW-16 up to as much again is added at random, so that clients spread", () => {
	expect(new Backoff({}, () => 0).fail(0)).toBe(800);
	expect(new Backoff({}, () => 0.5).fail(0)).toBe(1200);
	expect(new Backoff({}, () => 1).longest()).toBe(60_000);
});

test("LW-16 two minutes of health make the next failure the first one; health begins with a success", () => {
	const backoff = new Backoff(noJitter, () => 0);
	backoff.fail(0);
	backoff.fail(1_000);
	// Time without a success is not health.
	expect(backoff.fail(500_000)).toBe(3200);
	backoff.succeed(500_000);
	backoff.succeed(619_000);
	expect(backoff.fail(619_999)).toBe(6400);
	backoff.succeed(620_000);
	expect(backoff.fail(740_000)).toBe(800);
});

test("LW-16 however many failures, a wait is a finite number within its bounds", () =>
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (initial, random) => {
			const backoff = new Backoff({ initial, max: 30_000 }, () => random);
			for (let failure = 0; failure < 80; failure += 1) {
				const wait = backoff.fail(0);
				expect(wait).toBeGreaterThanOrEqual(Math.min(initial, 30_000));
				expect(wait).toBeLessThanOrEqual(60_000);
			}
		}),
		{ numRuns: 50 },
	));

test.each([{ initial: -1 }, { max: Number.NaN }, { factor: 0.5 }, { jitter: -0.1 }, { resetAfter: -1 }])(
	"LW-16 %o is refused by the option's name",
	(options) => expect(() => new Backoff(options, () => 0)).toThrow(`backoff.${Object.keys(options)[0]}`),
);
