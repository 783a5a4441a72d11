import type { WatchFailure } from "./watch-failure.ts";
import type { RestartCause, WatchDelay, WatchOutcome, WatchStep } from "./watch-step.ts";

/**
 * How the state is read: `auto` streams it where the server can and reads pages elsewhere, `page` always reads pages, and
 * `cached` takes whatever state the server has at hand the first time, which costs very large clusters least.
 */
export type ListStrategy = "auto" | "page" | "cached";

/** What a watcher remembers between steps. */
export interface WatchMemory {
	readonly strategy: ListStrategy;
	/** What the present step is for: reading the state, or following it. */
	readonly phase: "list" | "stream" | "watch";
	/** The last state that was seen; what comes first must be at least as recent. Empty before the first list. */
	readonly resourceVersion: string;
	/** Whether a list may be asked to be no older than that. It may not when the server has forgotten it or has gone back. */
	readonly pinned: boolean;
	/** The state of a list's first page, which all of its pages show; `undefined` between lists. */
	readonly listed: string | undefined;
	/** Whether the present list comes in pages. */
	readonly paged: boolean;
	/** Whether a cached list came in pages: then the server caches nothing, and would read everything at once from its storage. */
	readonly uncached: boolean;
	/** How many watches in a row ended at once with nothing. */
	readonly empty: number;
	/** How many streams in a row ended before the state was complete. */
	readonly unmarked: number;
	/** How many watches in a row broke by a failure of the server's own, or by what cannot be read. */
	readonly broken: number;
	/** Whether the state was read anew at once, and no watch has lasted since: another such restart waits. */
	readonly restarted: boolean;
}

/** What follows from an outcome. */
export interface WatchDecision {
	readonly memory: WatchMemory;
	/** What to do next; `undefined` goes on reading the present stream. */
	readonly step: WatchStep | undefined;
	readonly delay: WatchDelay;
	/** What becomes of the objects that were collected: kept, dropped, or made the state. */
	readonly collected: "keep" | "drop" | "swap";
	/** Why it begins anew; `undefined` when it simply goes on. */
	readonly cause: RestartCause | undefined;
	/** Whether the server is to be taken for one without streaming lists for a while. */
	readonly noStreaming?: true;
	/** Whether nothing is served any more, so that the state is empty. */
	readonly vanished?: true;
	/** Whether nobody but the user can mend it. */
	readonly fatal?: true;
}

/** How many times in a row something may happen that may pass, until the state is read anew. */
const patience = 3;

/** The memory of a watcher that has not begun. */
export function newMemory(strategy: ListStrategy): WatchMemory {
	return {
		strategy,
		phase: "list",
		resourceVersion: "",
		pinned: false,
		listed: undefined,
		paged: true,
		uncached: false,
		empty: 0,
		unmarked: 0,
		broken: 0,
		restarted: false,
	};
}

/** How a watcher begins. @param streaming - Whether the server is believed to stream lists. */
export function begin(memory: WatchMemory, streaming: boolean): WatchDecision {
	return readState(memory, streaming, "none", undefined);
}

/**
 * Decides what follows from an outcome. A watcher keeps its position wherever it can: only what makes the position useless
 * leads to another list.
 *
 * @param streaming - Whether the server is believed to stream lists.
 */
export function decide(memory: WatchMemory, outcome: WatchOutcome, streaming: boolean): WatchDecision {
	switch (outcome.kind) {
		case "page":
			return afterPage(memory, outcome.resourceVersion, outcome.continueToken);
		case "marker":
			return { ...goOn(settled(memory, outcome.resourceVersion)), collected: "swap" };
		case "markerLate":
			return { ...readPages(memory, "none", "markerLate"), noStreaming: true };
		case "closed":
			return afterClose(memory, outcome, streaming);
		case "failed":
			return afterFailure(memory, outcome.failure, streaming);
		case "silent":
			return probe(memory, "backoff", "silent");
		case "unordered":
			return readState(unpinned(memory), streaming, "backoff", "unordered");
		case "probed":
			return outcome.order !== undefined && outcome.order < 0
				? readAnew(unpinned(memory), streaming, "regressed")
				: resume(memory, "none", undefined);
		case "discovered":
			return outcome.served
				? readState(memory, streaming, "longest", "missing")
				: { ...readState(unpinned(memory), streaming, "longest", "missing"), vanished: true };
		case "relist":
			return readState(memory, streaming, "none", "relist");
	}
}

function afterPage(memory: WatchMemory, resourceVersion: string, continueToken: string | undefined): WatchDecision {
	// All pages show the state of the first.
	const listed = memory.listed ?? resourceVersion;
	if (continueToken === undefined || continueToken === "") {
		const next = settled(memory, listed);
		return { memory: next, step: watchFrom(next), delay: "none", collected: "swap", cause: undefined };
	}
	const uncached = memory.uncached || (memory.strategy === "cached" && memory.resourceVersion === "");
	const next = { ...memory, listed, uncached };
	// A continue token says itself which state it belongs to: the server refuses a resourceVersion beside it.
	const step = { io: "list", paged: true, continueToken } as const;
	return { memory: next, step, delay: "none", collected: "keep", cause: undefined };
}

function afterClose(
	memory: WatchMemory,
	{ early, frames, lived }: Extract<WatchOutcome, { kind: "closed" }>,
	streaming: boolean,
): WatchDecision {
	if (memory.phase === "stream") {
		const next = { ...memory, unmarked: memory.unmarked + 1 };
		if (next.unmarked < 2) return readState(next, streaming, "backoff", "noMarker");
		return readPages({ ...next, unmarked: 0 }, "backoff", "noMarker");
	}
	if (frames === 0 && lived < 1000) {
		// Proxies may swallow the event that says that the position is forgotten.
		const next = { ...memory, empty: memory.empty + 1 };
		if (next.empty < patience) return resume(next, "backoff", "closedAtOnce");
		return readState(unpinned(next), streaming, "backoff", "closedAtOnce");
	}
	const next = { ...memory, empty: 0, broken: 0, restarted: false };
	// A server that ends watches before their time may come back with an older state; one that has sent nothing at all, not
	// even a bookmark, may have done so already.
	if (early) return probe(next, lived < 1000 ? "backoff" : "none", "closedEarly");
	return frames === 0 ? probe(next, "none", "closed") : resume(next, "none", "closed");
}

function afterFailure(memory: WatchMemory, failure: WatchFailure, streaming: boolean): WatchDecision {
	if (failure === "expired") return afterExpiry(memory, streaming);
	if (failure === "tooLarge") {
		// What the server has is older than what was seen: it may be behind, or may have gone back for good.
		const asked = memory.phase === "watch" || memory.pinned;
		return asked ? readAnew(unpinned(memory), streaming, "tooLarge") : readState(memory, streaming, "backoff", "tooLarge");
	}
	switch (memory.phase) {
		case "list":
			return afterListFailure(memory, failure, streaming);
		case "stream":
			// The server counts on clients to read a list after any failure of a stream but those that pass.
			return failure === "overload" || failure === "permanent"
				? readState(memory, streaming, delayOf(failure), failure)
				: { ...readPages(memory, "none", failure), ...(failure === "unsupported" && { noStreaming: true as const }) };
		case "watch":
			return afterWatchFailure(memory, failure, streaming);
	}
}

function afterExpiry(memory: WatchMemory, streaming: boolean): WatchDecision {
	if (memory.phase === "list" && memory.listed !== undefined) {
		// The token has expired; a list in one piece has none.
		const next = { ...memory, listed: undefined, paged: false };
		return { memory: next, step: listStep(next), delay: "none", collected: "drop", cause: "expired" };
	}
	return readAnew(unpinned(memory), streaming, "expired");
}

function afterListFailure(memory: WatchMemory, failure: WatchFailure, streaming: boolean): WatchDecision {
	if (failure === "missing") {
		return { memory, step: { io: "discover" }, delay: "none", collected: "drop", cause: undefined };
	}
	if (failure !== "unsupported") return readState(memory, streaming, delayOf(failure), failure);
	// A selector that cannot be read is the caller's mistake; what has worked before is none.
	const decision = readState(memory, streaming, "longest", failure);
	return memory.resourceVersion === "" ? { ...decision, fatal: true } : decision;
}

function afterWatchFailure(memory: WatchMemory, failure: WatchFailure, streaming: boolean): WatchDecision {
	switch (failure) {
		case "damaged":
			return readAnew(memory, streaming, failure);
		case "missing":
		case "unsupported":
			// Whether it is the resource or the position that the server does not know, a list tells.
			return readState(memory, streaming, "backoff", failure);
		case "internal":
		case "malformed": {
			const next = { ...memory, broken: memory.broken + 1 };
			return next.broken < patience
				? resume(next, "backoff", failure)
				: readState({ ...next, broken: 0 }, streaming, "backoff", failure);
		}
		case "denied":
		case "permanent":
			return resume(memory, "longest", failure);
		default:
			return probe(memory, "backoff", failure);
	}
}

function delayOf(failure: WatchFailure): WatchDelay {
	return failure === "denied" || failure === "permanent" ? "longest" : "backoff";
}

/** The memory after the state has become complete. */
function settled(memory: WatchMemory, resourceVersion: string): WatchMemory {
	return { ...memory, phase: "watch", resourceVersion, pinned: true, listed: undefined, paged: true, empty: 0, unmarked: 0 };
}

function unpinned(memory: WatchMemory): WatchMemory {
	return { ...memory, pinned: false };
}

function goOn(memory: WatchMemory): WatchDecision {
	return { memory, step: undefined, delay: "none", collected: "keep", cause: undefined };
}

function resume(memory: WatchMemory, delay: WatchDelay, cause: RestartCause | undefined): WatchDecision {
	return { memory, step: watchFrom(memory), delay, collected: "drop", cause };
}

function watchFrom({ resourceVersion }: WatchMemory): WatchStep {
	return { io: "watch", resourceVersion };
}

function probe(memory: WatchMemory, delay: WatchDelay, cause: RestartCause): WatchDecision {
	return { memory, step: { io: "probe" }, delay, collected: "drop", cause };
}

/** Reads the state at once, unless it was just done for a reason of this kind. */
function readAnew(memory: WatchMemory, streaming: boolean, cause: RestartCause): WatchDecision {
	return readState({ ...memory, restarted: true }, streaming, memory.restarted ? "backoff" : "none", cause);
}

/** Reads the state, as a stream where that can be. */
function readState(memory: WatchMemory, streaming: boolean, delay: WatchDelay, cause: RestartCause | undefined): WatchDecision {
	if (memory.strategy !== "auto" || !streaming) return readPages(memory, delay, cause);
	const next: WatchMemory = { ...memory, phase: "stream", listed: undefined };
	const resourceVersion = next.pinned ? next.resourceVersion : undefined;
	return { memory: next, step: { io: "stream", resourceVersion }, delay, collected: "drop", cause };
}

function readPages(memory: WatchMemory, delay: WatchDelay, cause: RestartCause | undefined): WatchDecision {
	const next: WatchMemory = { ...memory, phase: "list", listed: undefined, paged: true };
	return { memory: next, step: listStep(next), delay, collected: "drop", cause };
}

function listStep({ paged, pinned, resourceVersion, strategy, uncached }: WatchMemory): WatchStep {
	if (strategy === "cached" && !uncached && paged) {
		// Any state will do once; later only one that is no older. The server's cache answers that in one piece: with a limit, it
		// would have to be exactly that state, from the storage.
		if (resourceVersion === "") return { io: "list", resourceVersion: "0", paged: true };
		if (pinned) return { io: "list", resourceVersion, resourceVersionMatch: "NotOlderThan", paged: false };
	}
	// Without a resourceVersion the answer is the newest state, which is as recent as any that was seen.
	return { io: "list", paged };
}
