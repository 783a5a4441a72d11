// The embedded API server, for as long as the parent lives.
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";

const [, , folder = ""] = process.argv;

/** @type {typeof import("@kubex/testing")} */
const { TestCluster } = await import(createRequire(join(folder, "package.json")).resolve("@kubex/testing"));
const cluster = await TestCluster.start();
const kubeconfig = join(folder, "kubeconfig");
await cluster.writeKubeconfig(kubeconfig);
process.on("disconnect", () => void cluster.close().finally(() => process.exit()));
process.on("message", () => {});
process.send?.({ kubeconfig });
