import { homedir } from "node:os";
import { join } from "node:path";
import type { TestNode, TestUser, TestUserOptions } from "@kubex/testing";
import { type Client, type ClientOptions, type ClusterConfig, createClient, Kubeconfig, loadKubeconfig } from "kubex";

/** An API server under test. */
export interface Target {
	/** Makes a client with the rights of an administrator. */
	createClient(options?: ClientOptions): Promise<Client>;
	/** Where the server is, with the administrator's credentials. */
	clusterConfig(): Promise<ClusterConfig>;
	/** The path of a kubeconfig with the administrator's credentials; it may be written into a folder. */
	kubeconfigPath(folder: string): Promise<string>;
	/** Makes a user known, where the server is embedded; a cluster signs certificates and issues tokens itself. */
	readonly createUser?: (options: TestUserOptions) => TestUser;
	/** What happens to containers, where the server is embedded; on a cluster they run. */
	readonly node?: TestNode;
	close(): Promise<void>;
}

/** Whether the tests run on the embedded server; otherwise on the cluster that the ordinary kubeconfig names. */
export const embedded: boolean = process.env["KUBEX_CONFORMANCE"] !== "cluster";

/** Opens the server that the environment chooses. */
export async function openTarget(): Promise<Target> {
	if (embedded) return await openEmbedded();
	return {
		createClient,
		clusterConfig: async () => (await loadKubeconfig()).clusterConfig(),
		close: async () => {},
		kubeconfigPath: async () => ordinaryPath(),
	};
}

function ordinaryPath(): string {
	return process.env["KUBECONFIG"] ?? join(homedir(), ".kube/config");
}

async function openEmbedded(): Promise<Target> {
	const { TestCluster } = await import("@kubex/testing");
	const cluster = await TestCluster.start();
	const kubeconfig = await Kubeconfig.parse(cluster.kubeconfig);
	return {
		// Over its sockets and through its kubeconfig, as any client would come.
		createClient: (options) => createClient({ kubeconfig, ...options }),
		clusterConfig: () => kubeconfig.clusterConfig(),
		async kubeconfigPath(folder) {
			await cluster.writeKubeconfig(join(folder, "kubeconfig"));
			return join(folder, "kubeconfig");
		},
		createUser: (options) => cluster.createUser(options),
		node: cluster.node,
		close: () => cluster.close(),
	};
}
