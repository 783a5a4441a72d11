import fc from "fast-check";
import { expect, test } from "vitest";
import { TokenBucket } from "../../src/core/token-bucket.ts";

test("a burst goes at once, and then one at a time", () => {
	const bucket = new TokenBucket({ requestsPerSecond: 10, burst: 3 }, 0);
	expect(Array.from({ length: 5 }, () => bucket.take(0))).toEqual([0, 0, 0, 100, 200]);
	expect(bucket.take(300)).toBe(0);
});

test("a place that is given back is the next one's", () => {
	const bucket = new TokenBucket({ requestsPerSecond: 1, burst: 1 }, 0);
	bucket.take(0);
	expect(bucket.take(0)).toBe(1000);
	bucket.giveBack();
	expect(bucket.take(0)).toBe(1000);
});

test("in any stretch of time no more go than the burst and what the rate adds", () => {
	const property = fc.property(
		fc.integer({ min: 1, max: 100 }),
		fc.integer({ min: 1, max: 20 }),
		fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 100 }),
		(requestsPerSecond, burst, gaps) => {
			const bucket = new TokenBucket({ requestsPerSecond, burst }, 0);
			let now = 0;
			const sent = gaps.map((gap) => {
				now += gap;
				return now + bucket.take(now);
			});
			for (const [first, from] of sent.entries()) {
				const within = sent.slice(first).filter((at) => at <= from + 1000).length;
				expect(within).toBeLessThanOrEqual(burst + requestsPerSecond + 1);
			}
		},
	);
	fc.assert(property);
});

test.each([
	{ requestsPerSecond: 0 },
	{ requestsPerSecond: -1 },
	{ requestsPerSecond: 1, burst: 0 },
	{ requestsPerSecond: Number.NaN },
])("%j lets nothing through and is refused", (limit) => expect(() => new TokenBucket(limit, 0)).toThrow(/rateLimit/));
