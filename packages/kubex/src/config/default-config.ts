import { ConfigurationError } from "../core/errors/configuration-error.ts";
import type { ClusterConfig } from "./cluster-config.ts";
import { inClusterConfig, isInCluster } from "./in-cluster-config.ts";
import type { ContextOptions } from "./kubeconfig.ts";
import { findKubeconfig } from "./load-kubeconfig.ts";

/**
 * The configuration that kubectl would use: `KUBECONFIG`, else `~/.kube/config`, else that of the Pod the process runs in.
 *
 * @throws ConfigurationError when there is none of them, or when the one that is there cannot be used.
 */
export async function defaultConfig(options: ContextOptions = {}): Promise<ClusterConfig> {
	const kubeconfig = await findKubeconfig();
	if (kubeconfig !== undefined) return await kubeconfig.clusterConfig(options);
	if (isInCluster()) return await inClusterConfig();
	throw new ConfigurationError(
		"no configuration was found: neither KUBECONFIG nor ~/.kube/config names a file that exists, and this process does not run in a cluster",
	);
}
