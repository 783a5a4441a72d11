import { type Client, type ClientOptions, createClient, Kubeconfig } from "kubex";

/** An API server under test. */
export interface Target {
	/** Makes a client with the rights of an administrator. */
	createClient(options?: ClientOptions): Promise<Client>;
	close(): Promise<void>;
}

/** Whether the tests run on the embedded server; otherwise on the cluster that the ordinary kubeconfig names. */
export const embedded: boolean = process.env["KUBEX_CONFORMANCE"] !== "cluster";

/** Opens the server that the environment chooses. */
export async function openTarget(): Promise<Target> {
	return embedded ? await openEmbedded() : { createClient, close: async () => {} };
}

async function openEmbedded(): Promise<Target> {
	const { TestCluster } = await import("@kubex/testing");
	const cluster = await TestCluster.start();
	const kubeconfig = await Kubeconfig.parse(cluster.kubeconfig);
	return {
		// Over its sockets and through its kubeconfig, as any client would come.
		createClient: (options) => createClient({ kubeconfig, ...options }),
		close: () => cluster.close(),
	};
}
