import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { ConfigurationError } from "../core/errors/configuration-error.ts";
import { Kubeconfig } from "./kubeconfig.ts";

/**
 * Loads the kubeconfig that kubectl would use: the files of `KUBECONFIG`, merged, else `~/.kube/config`.
 *
 * @param options.path - A file to read instead.
 * @throws ConfigurationError when there is no file, or one cannot be read.
 *
 * @example
 * ```ts
 * const kubeconfig = await loadKubeconfig();
 * kubeconfig.currentContext; // => "dev"
 * ```
 */
export async function loadKubeconfig(options: { readonly path?: string | undefined } = {}): Promise<Kubeconfig> {
	if (options.path !== undefined) {
		const only = await readKubeconfig(options.path);
		if (only === undefined) throw new ConfigurationError(`${options.path}: there is no such kubeconfig`);
		return only;
	}
	const found = await findKubeconfig();
	if (found === undefined) throw new ConfigurationError(`no kubeconfig was found at ${kubeconfigPaths().paths.join(", ")}`);
	return found;
}

/** The kubeconfig that kubectl would use; `undefined` when none of its files exists. */
export async function findKubeconfig(): Promise<Kubeconfig | undefined> {
	const parts = await Promise.all(kubeconfigPaths().paths.map(readKubeconfig));
	const present = parts.filter((part) => part !== undefined);
	return present.length === 0 ? undefined : Kubeconfig.merge(present);
}

/** The files that kubectl would read, and what names them. */
export function kubeconfigPaths(): { readonly paths: readonly string[]; readonly from: string } {
	const listed = (process.env["KUBECONFIG"] ?? "").split(delimiter).filter((path) => path !== "");
	if (listed.length > 0) return { paths: listed, from: "the variable KUBECONFIG" };
	return { paths: [join(homedir(), ".kube", "config")], from: "default" };
}

async function readKubeconfig(path: string): Promise<Kubeconfig | undefined> {
	let text: string;
	try {
		text = await readFile(path, "utf8");
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
		throw new ConfigurationError(`${path}: the kubeconfig cannot be read`, { cause: error });
	}
	return await Kubeconfig.parse(text, { source: path });
}
