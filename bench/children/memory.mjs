// What a list costs in memory while it is held, after collection; no time is taken here.
import process from "node:process";
import { setImmediate } from "node:timers/promises";

const [, , modulePath = "", kubeconfig = "", namespace = ""] = process.argv;

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
// Loads and compiles what a list needs, so that only the list is counted.
await api.listPods(namespace);
const before = await settledHeap();
const list = await api.keepPods(namespace);
const heap = (await settledHeap()) - before;
process.stdout.write(JSON.stringify({ heap, peak: process.resourceUsage().maxRSS * 1024, held: list !== undefined }));
process.exit();
