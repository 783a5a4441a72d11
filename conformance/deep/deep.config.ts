import { mergeConfig, type ViteUserConfig } from "vitest/config";
import cluster from "../cluster.config.ts";

/** What needs a cluster of its own, because it breaks it on purpose. */
const config: ViteUserConfig = mergeConfig(cluster, {});
// One after the other: each breaks the cluster of all.
config.test = { ...cluster.test, include: ["conformance/deep/*.deep.ts"], testTimeout: 300_000, fileParallelism: false };
delete config.test.globalSetup;

export default config;
