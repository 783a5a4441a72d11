// Ceilings for what a program that imports kubex loads, dependencies not counted, minified and compressed. A ceiling is
// raised in the commit that needs it, with the reason in that commit.

/** @param {import("esbuild").BuildOptions} config */
const modifyEsbuildConfig = (config) => ({ ...config, platform: "node", packages: "external" });

export default [
	{ name: "kubex, everything", path: "packages/kubex/dist/index.js", import: "*", limit: "39 kB", modifyEsbuildConfig },
	{
		name: "kubex, one error class",
		path: "packages/kubex/dist/index.js",
		import: "{ NotFoundError }",
		limit: "2 kB",
		modifyEsbuildConfig,
	},
	{
		name: "kubex/runtime, everything",
		path: "packages/kubex/dist/runtime.js",
		import: "*",
		limit: "14 kB",
		modifyEsbuildConfig,
	},
	{
		name: "kubex/meta, one function",
		path: "packages/kubex/dist/meta.js",
		import: "{ isStatus }",
		limit: "150 B",
		modifyEsbuildConfig,
	},
	{ name: "one kind", path: "packages/kubex/dist/k8s/v1_35/core/v1.js", import: "{ Pod }", limit: "450 B", modifyEsbuildConfig },
];
