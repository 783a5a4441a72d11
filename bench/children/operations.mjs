// One candidate in a process of its own: runs the operations it is told to and answers with what they cost.
import process from "node:process";
import { operations, repeat, replayedOperations } from "../operations.mjs";

const [, , modulePath = "", kubeconfig = ""] = process.argv;

/** @type {import("../candidates/candidate.d.ts").Candidate} */
const candidate = await import(modulePath);
const plain = await candidate.connect(kubeconfig, { compression: false });
const compressed = await candidate.connect(kubeconfig, { compression: true });

/** @param {{ name: string, count: number, target: import("../operations.mjs").Target }} order */
async function measure({ name, count, target }) {
	const operation = [...operations, ...replayedOperations].find((each) => each.name === name);
	if (operation === undefined) throw new Error(`no operation ${name}`);
	// What earlier operations left behind is not this one's cost.
	globalThis.gc?.();
	const cpu = process.cpuUsage();
	const begin = performance.now();
	await repeat(operation, operation.compression === true ? compressed : plain, target, count);
	const elapsed = performance.now() - begin;
	const { user, system } = process.cpuUsage(cpu);
	process.send?.({ time: elapsed / count, cpu: (user + system) / 1000 / count });
}

process.on("message", (/** @type {Parameters<typeof measure>[0]} */ order) => void measure(order));
process.on("disconnect", () => process.exit());
process.send?.("ready");
