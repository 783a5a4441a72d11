// The layers of kubex as a lint rule: each folder of packages/kubex/src imports only from the folders above it in this
// table, and touches of the world outside only what its line allows.
import { dirname, join, normalize, sep } from "node:path";

/** @type {Readonly<Record<string, readonly string[]>>} */
export const layers = {
	core: [],
	config: ["node:child_process", "node:crypto", "node:fs", "node:os", "node:path", "node:process", "js-yaml"],
	client: ["node:diagnostics_channel", "node:http2", "node:net", "node:tls", "node:zlib", "undici", "ws"],
	api: [],
	runtime: [],
	ops: ["node:fs", "node:path"],
};

const order = Object.keys(layers);

/**
 * Why a file must not import something; `undefined` when it may.
 *
 * @param {string} file - Relative to the repository, with slashes.
 * @param {string} specifier - What the import names.
 * @returns {string | undefined}
 */
export function violation(file, specifier) {
	const [folder, name] = file.split("/");
	if (folder !== "packages" || name === undefined) return undefined;
	const home = `packages/${name}/`;
	const relative = specifier.startsWith(".");
	const target = relative
		? normalize(join(dirname(file), specifier))
				.split(sep)
				.join("/")
		: specifier;
	const source = `${home}src/`;
	// Tests may use what another package does not publish.
	if (!file.startsWith(source)) return undefined;
	if (relative && !target.startsWith(home)) return `${home} must not reach into ${target}: import the package by its name`;
	if (name !== "kubex") return undefined;
	const layer = layerOf(file.slice(source.length));
	if (layer === undefined) return undefined;
	if (!relative) {
		const allowed = layers[layer] ?? [];
		return allowed.some((one) => target === one || target.startsWith(`${one}/`))
			? undefined
			: `${layer}/ must not import ${target}${allowed.length === 0 ? "" : `, only ${allowed.join(", ")}`}`;
	}
	const path = target.slice(source.length);
	const other = layerOf(path);
	// A constant that the build writes.
	if (path === "version.ts") return undefined;
	if (other === undefined)
		return `${layer}/ must not import ${path}: entry points are for users, import the file that declares it`;
	return order.indexOf(other) <= order.indexOf(layer)
		? undefined
		: `${layer}/ must not import from ${other}/, which stands below it`;
}

/** @param {string} path */
function layerOf(path) {
	const folder = path.split("/")[0] ?? "";
	if (!path.includes("/")) return undefined;
	if (!order.includes(folder)) throw new Error(`packages/kubex/src/${folder} is no layer: add it to scripts/lint/layers.mjs`);
	return folder;
}

/**
 * @typedef {{ type: string, source?: { value?: unknown } | null }} ImportNode
 * @typedef {{ filename: string, cwd: string, report(problem: { node: unknown, message: string }): void }} RuleContext
 */

export default {
	meta: { name: "kubex" },
	rules: {
		layers: {
			/** @param {RuleContext} context */
			create(context) {
				const file = context.filename
					.slice(context.cwd.length + 1)
					.split(sep)
					.join("/");
				/** @param {ImportNode} node */
				const check = (node) => {
					const specifier = node.source?.value;
					if (typeof specifier !== "string") return;
					const message = violation(file, specifier);
					if (message !== undefined) context.report({ node, message });
				};
				return {
					ImportDeclaration: check,
					ImportExpression: check,
					ExportNamedDeclaration: check,
					ExportAllDeclaration: check,
					TSImportType: check,
				};
			},
		},
	},
};
