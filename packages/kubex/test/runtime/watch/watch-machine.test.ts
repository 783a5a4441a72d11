import { describe, expect, test } from "vitest";
import {
	begin,
	decide,
	type ListStrategy,
	newMemory,
	type WatchDecision,
	type WatchMemory,
} from "../../../src/runtime/watch/watch-machine.ts";
import type { WatchOutcome } from "../../../src/runtime/watch/watch-step.ts";

/** What tests look at of a decision, in words. */
function summary({ cause, collected, delay, step }: WatchDecision): string {
	const words: (string | undefined)[] = [
		step === undefined ? "go on" : step.io,
		step?.io === "list" && step.continueToken !== undefined ? `page ${step.continueToken}` : undefined,
		step?.io === "list" && step.continueToken === undefined ? (step.paged ? "in pages" : "in one piece") : undefined,
		step !== undefined && "resourceVersion" in step && step.resourceVersion !== undefined
			? `at ${step.resourceVersion}`
			: undefined,
		step?.io === "list" && step.resourceVersionMatch !== undefined ? step.resourceVersionMatch : undefined,
		delay === "none" ? undefined : `after ${delay}`,
		collected === "drop" ? undefined : collected,
		cause === undefined ? undefined : `because ${cause}`,
	];
	return words.filter((word) => word !== undefined).join(", ");
}

const page = (resourceVersion: string, continueToken?: string): WatchOutcome => ({
	kind: "page",
	resourceVersion,
	continueToken,
});
const marker = (resourceVersion: string): WatchOutcome => ({ kind: "marker", resourceVersion });
const failed = (failure: Extract<WatchOutcome, { kind: "failed" }>["failure"]): WatchOutcome => ({ kind: "failed", failure });
const closed = (lived: number, frames: number, early = false): WatchOutcome => ({ kind: "closed", lived, frames, early });
const probed = (order: number | undefined): WatchOutcome => ({ kind: "probed", order });

/** Runs outcomes one after the other; what follows from each. */
function follow(strategy: ListStrategy, streaming: boolean, ...outcomes: readonly WatchOutcome[]): readonly string[] {
	let decision = begin(newMemory(strategy), streaming);
	const all = [summary(decision)];
	for (const outcome of outcomes) {
		decision = decide(decision.memory, outcome, streaming);
		all.push(summary(decision));
	}
	return all;
}

/** A watcher that follows the state 7. */
function watching(strategy: ListStrategy = "auto", streaming = true): WatchMemory {
	const { memory } = begin(newMemory(strategy), streaming);
	return decide(memory, streaming && strategy === "auto" ? marker("7") : page("7"), streaming).memory;
}

const after = (memory: WatchMemory, outcome: WatchOutcome, streaming = true): string =>
	summary(decide(memory, outcome, streaming));

describe("how it begins", () => {
	test.each<[string, ListStrategy, boolean, string]>([
		["LW-19 a server that streams is asked for a stream of the newest state", "auto", true, "stream"],
		["LW-20 one that does not is asked for pages", "auto", false, "list, in pages"],
		["LW-6 pages only, when that is wanted", "page", true, "list, in pages"],
		["SF-2 LW-1 any state, once, when that is wanted", "cached", true, "list, in pages, at 0"],
	])("%s", (_title, strategy, streaming, expected) => expect(follow(strategy, streaming)).toEqual([expected]));
});

describe("lists", () => {
	test("LW-5 SF-3 later pages have the token alone; the watch begins at the state of the first page", () =>
		expect(follow("page", true, page("7", "a"), page("8", "b"), page("9"))).toEqual([
			"list, in pages",
			"list, page a, keep",
			"list, page b, keep",
			"watch, at 7, swap",
		]));

	test("LW-5 a token that has expired drops what was read for one list in one piece", () =>
		expect(follow("page", true, page("7", "a"), failed("expired"), page("8"))).toEqual([
			"list, in pages",
			"list, page a, keep",
			"list, in one piece, because expired",
			"watch, at 8, swap",
		]));

	test("LW-6 a cached list that came in pages shows that nothing is cached: later lists come in pages, of the newest state", () => {
		const { memory } = begin(newMemory("cached"), true);
		const paged = decide(decide(memory, page("7", "a"), true).memory, page("7"), true).memory;
		expect(after(paged, failed("expired"))).toBe("list, in pages, because expired");
		const whole = decide(memory, page("7"), true).memory;
		expect(after(whole, { kind: "relist" })).toBe("list, in one piece, at 7, NotOlderThan, because relist");
		expect(after(whole, failed("expired"))).toBe("list, in pages, because expired");
	});

	test("LW-13 a state that is yet to come is asked for once more, without naming it", () => {
		const memory = decide(watching("cached"), { kind: "relist" }, true).memory;
		expect(after(memory, failed("tooLarge"))).toBe("list, in pages, because tooLarge");
		const unpinned = decide(memory, failed("tooLarge"), true).memory;
		expect(after(unpinned, failed("tooLarge"))).toBe("list, in pages, after backoff, because tooLarge");
	});

	test.each<[string, WatchOutcome, string]>([
		["LW-16 trouble of the server waits", failed("overload"), "list, in pages, after backoff, because overload"],
		["LW-16 refused credentials wait for long", failed("denied"), "list, in pages, after longest, because denied"],
		["d.1 so does a server that is not trusted", failed("permanent"), "list, in pages, after longest, because permanent"],
		["LW-23 what cannot be read is asked for again", failed("malformed"), "list, in pages, after backoff, because malformed"],
		["IN-11 a 404 asks whether the resource is served at all", failed("missing"), "discover"],
	])("%s", (_title, outcome, expected) => expect(after(begin(newMemory("page"), false).memory, outcome, false)).toBe(expected));

	test("LW-17 a selector that cannot be read is the caller's mistake, until it has worked once", () => {
		expect(decide(begin(newMemory("page"), false).memory, failed("unsupported"), false).fatal).toBe(true);
		const again = decide(watching("page", false), { kind: "relist" }, false).memory;
		const decision = decide(again, failed("unsupported"), false);
		expect(decision.fatal).toBeUndefined();
		expect(summary(decision)).toBe("list, in pages, after longest, because unsupported");
	});

	test("IN-11 what is no longer served has no objects; it is asked for again, unpinned, and served it may come back", () => {
		const { memory } = decide(watching("page", false), failed("missing"), false);
		const asking = decide(memory, failed("missing"), false).memory;
		const gone = decide(asking, { kind: "discovered", served: false }, false);
		expect(gone.vanished).toBe(true);
		expect(summary(gone)).toBe("list, in pages, after longest, because missing");
		const there = decide(asking, { kind: "discovered", served: true }, false);
		expect(there.vanished).toBeUndefined();
	});
});

describe("streaming lists", () => {
	const streaming = begin(newMemory("auto"), true).memory;

	test("LW-19 the end marker makes the state complete, once, and the stream goes on as a watch", () => {
		const decision = decide(streaming, marker("7"), true);
		expect(summary(decision)).toBe("go on, swap");
		expect(after(decision.memory, closed(300_000, 4))).toBe("watch, at 7, because closed");
	});

	test("LW-19 LW-20 one that ends before the marker is tried once more, then a list is read", () => {
		const once = decide(streaming, closed(5_000, 3), true);
		expect(summary(once)).toBe("stream, after backoff, because noMarker");
		const twice = decide(once.memory, closed(5_000, 3), true);
		expect(summary(twice)).toBe("list, in pages, after backoff, because noMarker");
		expect(twice.noStreaming).toBeUndefined();
		expect(after(decide(twice.memory, page("7"), true).memory, failed("expired"))).toBe("stream, because expired");
	});

	test("LW-20 a marker that never comes, and what the server does not know, lead to pages and are remembered", () => {
		for (const outcome of [{ kind: "markerLate" }, failed("unsupported")] as const) {
			const decision = decide(streaming, outcome, true);
			expect(summary(decision)).toMatch(/^list, in pages, because/);
			expect(decision.noStreaming).toBe(true);
		}
	});

	test.each<[string, WatchOutcome, string]>([
		["LW-20 429 and a broken connection stay with streams", failed("overload"), "stream, after backoff, because overload"],
		["LW-20 an ERROR frame with code 500 leads to pages for this time", failed("internal"), "list, in pages, because internal"],
		["LW-20 so do a refusal, which may be of watches alone,", failed("denied"), "list, in pages, because denied"],
		["LW-20 an endpoint that is missing,", failed("missing"), "list, in pages, because missing"],
		["LW-20 and what cannot be read", failed("malformed"), "list, in pages, because malformed"],
	])("%s", (_title, outcome, expected) => {
		expect(after(streaming, outcome)).toBe(expected);
		expect(decide(streaming, outcome, true).noStreaming).toBeUndefined();
	});

	test("LW-1 LW-20 a relist is pinned to what was seen; forgotten or yet to come, it is asked for unpinned", () => {
		const { memory } = decide(watching(), { kind: "relist" }, true);
		expect(after(watching(), { kind: "relist" })).toBe("stream, at 7, because relist");
		expect(after(memory, failed("expired"))).toBe("stream, because expired");
		expect(after(memory, failed("tooLarge"))).toBe("stream, because tooLarge");
	});
});

describe("watches", () => {
	test.each<[string, WatchOutcome, string]>([
		["LW-2 the end of a watch's time", closed(300_000, 12), "watch, at 7, because closed"],
		["LW-2 SF-10 an end without any event, not even a bookmark", closed(300_000, 0), "probe, because closed"],
		["LW-14 429, a refused or broken connection, 5xx", failed("overload"), "probe, after backoff, because overload"],
		["LW-9 silence", { kind: "silent" }, "probe, after backoff, because silent"],
		["an end before its time", closed(60_000, 5, true), "probe, because closedEarly"],
		["an end before its time at once", closed(500, 5, true), "probe, after backoff, because closedEarly"],
		["LW-10 LW-11 410 in a frame or as a status", failed("expired"), "stream, because expired"],
		["LW-13 a state that is yet to come", failed("tooLarge"), "stream, because tooLarge"],
		["ST-14 an object that the storage cannot read", failed("damaged"), "stream, at 7, because damaged"],
		["LW-15 an ERROR frame with code 500", failed("internal"), "watch, at 7, after backoff, because internal"],
		["LW-23 what cannot be read", failed("malformed"), "watch, at 7, after backoff, because malformed"],
		["LW-16 refused credentials", failed("denied"), "watch, at 7, after longest, because denied"],
		["an event out of order", { kind: "unordered" }, "stream, after backoff, because unordered"],
		["LW-2 the user's wish", { kind: "relist" }, "stream, at 7, because relist"],
		["a 404, which a list explains", failed("missing"), "stream, at 7, after backoff, because missing"],
	])("%s", (_title, outcome, expected) => expect(after(watching(), outcome)).toBe(expected));

	test.each(["expired", "tooLarge", "damaged"] as const)(
		"LW-10 LW-13 ST-14 a second list in a row because of %s waits",
		(failure) => {
			const listed = decide(decide(watching(), failed(failure), true).memory, marker("9"), true).memory;
			expect(after(listed, failed(failure))).toMatch(/^stream.*, after backoff, because/);
			const lived = decide(listed, closed(300_000, 1), true).memory;
			expect(decide(lived, failed(failure), true).delay).toBe("none");
		},
	);

	test("LW-12 SF-7 the third watch in a row that ends at once with nothing leads to a list", () => {
		let decision = decide(watching(), closed(1, 0), true);
		expect(summary(decision)).toBe("watch, at 7, after backoff, because closedAtOnce");
		decision = decide(decision.memory, closed(999, 0), true);
		expect(summary(decision)).toBe("watch, at 7, after backoff, because closedAtOnce");
		const third = decide(decision.memory, closed(1, 0), true);
		expect(summary(third)).toBe("stream, after backoff, because closedAtOnce");
		const interrupted = decide(decision.memory, closed(2000, 0), true);
		expect(after(interrupted.memory, closed(1, 0))).toBe("watch, at 7, after backoff, because closedAtOnce");
	});

	test.each(["internal", "malformed"] as const)("LW-15 the third failure in a row of kind %s leads to a list", (failure) => {
		let memory = watching();
		for (let n = 0; n < 2; n += 1) memory = decide(memory, failed(failure), true).memory;
		expect(after(memory, failed(failure))).toBe(`stream, at 7, after backoff, because ${failure}`);
	});

	test("a server whose state is older than what was seen is read anew, unpinned; any other is resumed", () => {
		const { memory } = decide(watching(), { kind: "silent" }, true);
		expect(after(memory, probed(-1))).toBe("stream, because regressed");
		for (const order of [0, 1, undefined]) expect(after(memory, probed(order))).toBe("watch, at 7");
		expect(after(memory, failed("overload"))).toBe("probe, after backoff, because overload");
	});

	test("LW-1 once it has been read anew, the older state is what later lists must not fall behind", () => {
		const back = decide(decide(watching(), { kind: "silent" }, true).memory, probed(-1), true).memory;
		const settled = decide(back, marker("3"), true).memory;
		expect(after(settled, { kind: "relist" })).toBe("stream, at 3, because relist");
	});
});

test("LW-2 no outcome but those that make the position useless leads away from it", () => {
	const keeps: readonly WatchOutcome[] = [
		closed(1, 0),
		closed(300_000, 1),
		closed(10, 1, true),
		{ kind: "silent" },
		failed("overload"),
		failed("internal"),
		failed("malformed"),
		failed("denied"),
		failed("permanent"),
	];
	for (const outcome of keeps) {
		const { memory, step } = decide(watching(), outcome, true);
		expect(memory.resourceVersion).toBe("7");
		expect(["watch", "probe"]).toContain(step?.io);
	}
});
