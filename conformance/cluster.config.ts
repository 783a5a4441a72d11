import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig, type ViteUserConfig } from "vitest/config";
import workspace from "../vitest.config.ts";

const models = process.env["KUBEX_CONFORMANCE_MODELS"];
const folder = fileURLToPath(new URL("../packages/kubex/k8s", import.meta.url));

/** The same tests on the cluster of the ordinary kubeconfig, with the models of its release where they are named. */
const config: ViteUserConfig = mergeConfig(
	defineConfig({
		resolve: {
			alias: models === undefined ? [] : [{ find: /^kubex\/k8s\/v1_35\/(.*)$/, replacement: `${folder}/${models}/$1.ts` }],
		},
	}),
	{
		...workspace,
		test: {
			...workspace.test,
			root: fileURLToPath(new URL("..", import.meta.url)),
			include: ["conformance/*.test.ts"],
			globalSetup: fileURLToPath(new URL("cluster-setup.ts", import.meta.url)),
			env: { KUBEX_CONFORMANCE: "cluster" },
			testTimeout: 60_000,
		},
	},
);

export default config;
