import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const programs = /** @type {const} */ ({
	kubex: `
		import { Api, createClient } from "kubex";
		import { Pod } from "kubex/k8s/v1_35/core/v1";
		await using client = await createClient();
		for (const pod of (await new Api(Pod, { client }).list()).items) console.log(pod.metadata.name);`,
	"client-node": `
		import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";
		const config = new KubeConfig();
		config.loadFromDefault();
		const list = await config.makeApiClient(CoreV1Api).listNamespacedPod({ namespace: "default" });
		for (const pod of list.items) console.log(pod.metadata?.name);`,
});

/** @type {import("./scenario.d.ts").Scenario} */
export const size = {
	name: "size",
	needs: "installation",
	async measure({ installation: { folders } }) {
		/** @type {Record<"installed" | "bundled" | "zipped", Record<string, number[]>>} */
		const values = { installed: {}, bundled: {}, zipped: {} };
		for (const name of /** @type {const} */ (["kubex", "client-node"])) {
			values.installed[name] = [sizeOf(join(folders[name], "node_modules")) / 1e6];
			const { outputFiles } = await build({
				stdin: { contents: programs[name], resolveDir: folders[name], loader: "ts" },
				bundle: true,
				minify: true,
				write: false,
				format: "esm",
				platform: "node",
				target: "node24",
				logLevel: "error",
				// What the other client requires by name must be found at run time; the shim is what its users add.
				banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
			});
			const [bundle] = outputFiles;
			if (bundle === undefined) throw new Error("esbuild wrote nothing");
			values.bundled[name] = [bundle.contents.byteLength / 1000];
			values.zipped[name] = [gzipSync(bundle.contents).byteLength / 1000];
		}
		const base = /** @type {const} */ ({ scenario: "size", reference: "kubex" });
		return [
			{ ...base, title: "Installed with dependencies", metric: "installed", unit: "MB", values: values.installed },
			{ ...base, title: "Bundle of a program that lists pods", metric: "minified", unit: "kB", values: values.bundled },
			{ ...base, title: "Bundle of a program that lists pods", metric: "minified, gzip", unit: "kB", values: values.zipped },
		];
	},
};

/** The bytes of the files of a folder. @param {string} path @returns {number} */
function sizeOf(path) {
	const stat = lstatSync(path);
	if (!stat.isDirectory()) return stat.size;
	return readdirSync(path).reduce((total, entry) => total + sizeOf(join(path, entry)), 0);
}
