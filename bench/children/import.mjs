// What it costs to import one module, in time and in resident memory.
import process from "node:process";

const [, , modulePath = ""] = process.argv;
const begin = performance.now();
await import(modulePath);
process.stdout.write(JSON.stringify({ time: performance.now() - begin, rss: process.memoryUsage.rss() }));
process.exit();
