import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { interleave } from "../rounds.mjs";

// More than elsewhere, since a compiler's start varies by as much as the bar allows.
const runs = 11;

const consumers = /** @type {const} */ ({
	empty: "export {};\n",
	kubex: `import { Api, createClient } from "kubex";
import { Pod } from "kubex/k8s/v1_35/core/v1";
await using client = await createClient();
const pods: Api<Pod> = new Api(Pod, { client, namespace: "default" });
for (const pod of (await pods.list()).items) console.log(pod.metadata.name);
`,
	"client-node": `import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";
const config = new KubeConfig();
config.loadFromDefault();
const list = await config.makeApiClient(CoreV1Api).listNamespacedPod({ namespace: "default" });
for (const pod of list.items) console.log(pod.metadata?.name);
`,
});

const configuration = {
	compilerOptions: {
		target: "es2022",
		lib: ["es2023", "esnext.disposable"],
		module: "nodenext",
		strict: true,
		// The other client's declarations do not pass without it.
		skipLibCheck: true,
		types: ["node"],
		noEmit: true,
	},
	files: ["main.ts"],
};

/** @type {import("./scenario.d.ts").Scenario} */
export const typeCheck = {
	name: "type-check",
	needs: "installation",
	async measure({ installation: { node, folders, tsc } }) {
		for (const name of /** @type {const} */ (["empty", "kubex", "client-node"])) {
			const consumer = join(folders[name], "consumer");
			writeFileSync(join(consumer, "main.ts"), consumers[name]);
			writeFileSync(join(consumer, "tsconfig.json"), JSON.stringify(configuration));
		}
		/** @type {import("./scenario.d.ts").Figure[]} */
		const figures = [];
		for (const release of /** @type {const} */ ([7, 6])) {
			/** @type {readonly (keyof typeof consumers)[]} */
			const subjects = ["empty", "kubex", "client-node"];
			/** @param {keyof typeof consumers} name */
			const check = async (name) => {
				const begin = performance.now();
				await promisify(execFile)(node[24], [tsc[release], "-p", join(folders[name], "consumer")]);
				return performance.now() - begin;
			};
			for (const name of subjects) await check(name);
			figures.push({
				scenario: `type-check-${release}`,
				title: `Type-check, TypeScript ${release}`,
				metric: "time",
				unit: "ms",
				reference: "empty",
				values: Object.fromEntries(await interleave(runs, subjects, check)),
			});
		}
		return figures;
	},
};
