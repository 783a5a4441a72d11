// Runs the embedded API server of this checkout: `npm run --silent apiserver -- --kubeconfig FILE --port 0`.
// The server runs in this very process, and the npm script replaces its shell, because a shell does not pass signals on.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const build = spawnSync(process.execPath, [fileURLToPath(new URL("build.mjs", import.meta.url))], { encoding: "utf8" });
if (build.status !== 0) {
	process.stderr.write(build.stdout + build.stderr);
	process.exit(1);
}
await import(new URL("../packages/testing/dist/cli.js", import.meta.url).href);
