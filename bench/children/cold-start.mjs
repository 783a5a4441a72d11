// From an empty process to the first answer.
import process from "node:process";

const [, , modulePath = "", kubeconfig = "", namespace = "", name = ""] = process.argv;

/** @type {import("../candidates/candidate.d.ts").Candidate} */
const candidate = await import(modulePath);
const api = await candidate.connect(kubeconfig, { compression: false });
await api.getPod(namespace, name);
process.stdout.write(JSON.stringify({ rss: process.memoryUsage.rss(), cpu: process.cpuUsage() }));
process.exit();
