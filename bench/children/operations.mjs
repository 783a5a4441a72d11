// One candidate in a process of its own: runs the operations it is told to and answers with what they cost.
import process from "node:process";
import { operations, repeat } from "../operations.mjs";

const [, , modulePath = "", kubeconfig = ""] = process.argv;

/** @type {import("../candidates/candidate.d.ts").Candidate} */
const candidate = await import(modulePath);
const plain = await candidate.connect(kubeconfig, { compression: false });
const compressed = await candidate.connect(kubeconfig, { compression: true });

process.on("message", async (/** @type {{ name: string, count: number, target: import("../operations.mjs").Target }} */ order) => {
	const operation = operations.find(({ name }) => name === order.name);
	if (operation === undefined) throw new Error(`no operation ${order.name}`);
	// What earlier operations left behind is not this one's cost.
	globalThis.gc?.();
	const cpu = process.cpuUsage();
	const begin = performance.now();
	await repeat(operation, operation.compression === true ? compressed : plain, order.target, order.count);
	const elapsed = performance.now() - begin;
	const { user, system } = process.cpuUsage(cpu);
	process.send?.({ time: elapsed / order.count, cpu: (user + system) / 1000 / order.count });
});

process.on("disconnect", () => process.exit());
process.send?.("ready");
