import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigurationError } from "../core/errors/configuration-error.ts";
import type { ClusterConfig } from "./cluster-config.ts";
import { tokenFile } from "./token-file.ts";

const serviceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

/** Whether the process runs in a Pod: Kubernetes sets the address of the API server there. */
export function isInCluster(): boolean {
	return (process.env["KUBERNETES_SERVICE_HOST"] ?? "") !== "" && (process.env["KUBERNETES_SERVICE_PORT"] ?? "") !== "";
}

/**
 * The configuration of a process that runs in a Pod: the service account's token, which is read again as it rotates, its
 * namespace and the cluster's certificate authority.
 *
 * @param options.folder - Where the service account's files are. Default: `/var/run/secrets/kubernetes.io/serviceaccount`.
 * @throws ConfigurationError outside of a Pod, or when one of the files is missing.
 *
 * @example
 * ```ts no-run: only a Pod has a service account
 * const client = await createClient({ config: await inClusterConfig() });
 * ```
 *
 * @see https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/
 */
export async function inClusterConfig(options: { readonly folder?: string | undefined } = {}): Promise<ClusterConfig> {
	if (!isInCluster()) {
		throw new ConfigurationError("not in a cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set");
	}
	const folder = options.folder ?? serviceAccountFolder;
	const host = process.env["KUBERNETES_SERVICE_HOST"] ?? "";
	const port = process.env["KUBERNETES_SERVICE_PORT"] ?? "";
	const token = tokenFile(join(folder, "token"));
	// Fails here, with the file's name, rather than at the first request.
	await token.headers?.();
	return {
		server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
		certificateAuthority: await read(join(folder, "ca.crt")),
		credentials: token,
		namespace: (await read(join(folder, "namespace"))).trim(),
	};
}

async function read(path: string): Promise<string> {
	try {
		return await readFile(path, "utf8");
	} catch (error) {
		throw new ConfigurationError(`${path} cannot be read`, { cause: error });
	}
}
