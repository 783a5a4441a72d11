import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const from = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
	resolve: {
		// Tests run on the sources; what is published is proved by the packed-tarball smoke.
		alias: [
			{ find: /^kubex$/, replacement: from("packages/kubex/src/index.ts") },
			{ find: /^kubex\/k8s\/(.*)$/, replacement: `${from("packages/kubex/k8s")}/$1.ts` },
			{ find: /^kubex\/(.*)$/, replacement: `${from("packages/kubex/src")}/$1.ts` },
			{ find: /^@kubex\/(openapi|testing|codegen)$/, replacement: `${from("packages")}/$1/src/index.ts` },
		],
	},
	test: {
		include: ["packages/*/test/**/*.test.ts", "conformance/**/*.test.ts", "examples/**/*.test.ts", "docs/**/*.test.ts"],
		pool: "threads",
		// Tests wait for sockets as much as they compute.
		maxWorkers: 3,
		// Reading the sources and the models anew for each file takes almost half of all computing; no test changes a module.
		isolate: false,
		testTimeout: 15_000,
	},
});
