// A cache that is filled for the first time: how long it takes, for how long at a time it keeps the event loop from everything
// else, and what the cache weighs afterwards.
import { monitorEventLoopDelay } from "node:perf_hooks";
import process from "node:process";
import { setTimeout as delay, setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";

const [, , modulePath = "", kubeconfig = "", mode = "", namespace = "", count = ""] = process.argv;
// The parsed objects alone may be more than a heap holds by default.
setFlagsFromString("--max-old-space-size=8192");

async function settledHeap() {
	for (let pass = 0; pass < 4; pass++) {
		globalThis.gc?.();
		await setImmediate();
	}
	return process.memoryUsage().heapUsed;
}

/** @type {import("../candidates/candidate.d.ts").Candidate} */
const candidate = await import(modulePath);
const api = await candidate.connect(kubeconfig, { compression: false });
const pages = mode === "parse" ? await api.fetchPages?.(namespace) : undefined;
/** @returns {Promise<import("../candidates/candidate.d.ts").Synced | undefined>} */
const sync = async () => (pages === undefined ? api.sync?.(namespace, mode === "streamed") : pages.parse());
const before = await settledHeap();
const delays = monitorEventLoopDelay({ resolution: 1 });
delays.enable();
// It counts from its second interval on.
await delay(10);
const cpuBefore = process.cpuUsage();
const begin = performance.now();
const synced = await sync();
const time = performance.now() - begin;
const { user, system } = process.cpuUsage(cpuBefore);
// A block that has just ended is counted at its next interval.
await delay(10);
delays.disable();
if (synced?.size !== Number(count)) throw new Error(`${synced?.size} of ${count} pods`);
const heap = (await settledHeap()) - before;
const thousands = Number(count) / 1000;
process.stdout.write(
	JSON.stringify({
		time: time / thousands,
		cpu: (user + system) / 1000 / thousands,
		block: delays.max / 1e6,
		heap: heap / Number(count),
		peak: process.resourceUsage().maxRSS * 1024,
		held: synced.size,
	}),
);
process.exit();
