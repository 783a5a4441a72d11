// From an empty process to everything that the server serves.
import process from "node:process";

const [, , modulePath = "", kubeconfig = ""] = process.argv;

/** @type {import("../candidates/candidate.d.ts").Candidate} */
const candidate = await import(modulePath);
const api = await candidate.connect(kubeconfig, { compression: false });
const begin = performance.now();
const cpu = process.cpuUsage();
const { requests, resources } = await api.discover();
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(JSON.stringify({ time: performance.now() - begin, cpu: (user + system) / 1000, requests, resources }));
process.exit();
