import type { FaultyProxy } from "./faulty-proxy.ts";
import type { ProxyFault, WatchFault } from "./proxy-fault.ts";

/** How many faults may wait for their request: what is never asked for never happens. */
const mostPending = 20;

const watchFaults: readonly WatchFault[] = [
	{ type: "reset" },
	{ type: "close" },
	{ type: "stall" },
	{ type: "stall", milliseconds: 700 },
	{ type: "error", code: 410 },
	{ type: "error", code: 500 },
	{ type: "error", code: 429, retryAfterSeconds: 1 },
	{ type: "truncate", end: "reset" },
	{ type: "truncate", end: "close" },
	{ type: "duplicate" },
];

const disorderlyFaults: readonly WatchFault[] = [...watchFaults, { type: "reorder" }];

const requestFaults: readonly ProxyFault[] = [
	{ type: "status", code: 410 },
	{ type: "status", code: 429, retryAfterSeconds: 1 },
	{ type: "status", code: 500 },
	{ type: "status", code: 503 },
	{ type: "status", code: 504 },
	{ type: "reset" },
	{ type: "stall" },
	{ type: "cut", afterBytes: 100 },
	{ type: "loseResponse" },
	{ type: "delay", milliseconds: 400 },
];

/**
 * Has something go wrong at random: to a watch that runs, to all of them, or to a request to come.
 *
 * @param orderly - Whether events stay in order.
 * @returns what, in words.
 */
export function injure(proxy: FaultyProxy, random: () => number, orderly: boolean): string {
	const { pending, watches } = proxy;
	const faults = orderly ? watchFaults : disorderlyFaults;
	const dice = random();
	if (dice < 0.05) {
		for (const watch of watches) watch.suffer({ type: "reset" });
		return "all watches: reset";
	}
	if (dice < 0.4 || pending >= mostPending) {
		const fault = pick(faults, random);
		pickMaybe(watches, random)?.suffer(fault);
		return `a watch: ${titleOf(fault)}`;
	}
	if (dice < 0.7) {
		const fault = { ...pick(faults, random), afterFrames: Math.floor(random() * 4) };
		proxy.next({ verb: "watch" }, fault);
		return `next watch: ${titleOf(fault)}`;
	}
	const fault = pick(requestFaults, random);
	const verb = random() < 0.5 ? "list" : "watch";
	proxy.next({ verb }, fault);
	return `next ${verb}: ${titleOf(fault)}`;
}

function titleOf(fault: ProxyFault): string {
	if ("code" in fault) return `${fault.type} ${fault.code}`;
	if (fault.type === "truncate") return `truncate and ${fault.end}`;
	return fault.type === "stall" && fault.milliseconds === undefined ? "half-open" : fault.type;
}

function pickMaybe<T>(choices: readonly T[], random: () => number): T | undefined {
	return choices[Math.floor(random() * choices.length)];
}

function pick<T>(choices: readonly T[], random: () => number): T {
	return pickMaybe(choices, random) as T;
}
