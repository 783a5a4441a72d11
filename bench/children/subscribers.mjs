// An informer whose objects change as fast as it reads: how long its subscribers take to the last change while others are
// stuck, and what waits for those.
import process from "node:process";
import { setImmediate } from "node:timers/promises";

const [, , modulePath = "", kubeconfig = "", namespace = "", lastVersion = "", quick = "", stuck = ""] = process.argv;

/** @type {import("../candidates/candidate.d.ts").Candidate} */
const candidate = await import(modulePath);
const api = await candidate.connect(kubeconfig, { compression: false });
let told = 0;
let behind = Number(quick);
/** @type {() => void} */
let finish = () => {};
const finished = new Promise((resolve) => (finish = () => resolve(undefined)));
const handlers = Array.from({ length: Number(quick) }, () => (/** @type {string} */ version) => {
	told++;
	if (version === lastVersion && --behind === 0) finish();
});
/** @type {Promise<void>} */
const forever = new Promise(() => {});
const never = Array.from({ length: Number(stuck) }, () => () => forever);
const begin = performance.now();
const cpuBefore = process.cpuUsage();
const synced = await api.follow?.(namespace, [...handlers, ...never]);
await finished;
const time = performance.now() - begin;
const { user, system } = process.cpuUsage(cpuBefore);
for (let pass = 0; pass < 4; pass++) {
	globalThis.gc?.();
	await setImmediate();
}
const { heapUsed } = process.memoryUsage();
process.stdout.write(
	JSON.stringify({ time, cpu: (user + system) / 1000, told: told / Number(quick), heap: heapUsed, held: synced?.size }),
);
process.exit();
