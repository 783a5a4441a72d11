/** How a candidate connects, beyond the kubeconfig. */
export interface ConnectOptions {
	/** Whether it asks for gzip. */
	readonly compression: boolean;
}

/** The calls that the scenarios need; each candidate answers them with its own means. */
export interface BenchApi {
	/** @returns The number of objects of the list. */
	listPods(namespace: string): Promise<number>;
	/** Reads a list and returns it whole, for the measurement of memory. */
	keepPods(namespace: string): Promise<unknown>;
	/** @returns The number of objects of all pages. */
	pageConfigMaps(namespace: string, limit: number): Promise<number>;
	/** @returns The name of the object. */
	getPod(namespace: string, name: string): Promise<string | undefined>;
	createConfigMap(namespace: string, name: string): Promise<void>;
	deleteConfigMap(namespace: string, name: string): Promise<void>;
	close(): Promise<void>;
}

/** What the module of a candidate exports. */
export interface Candidate {
	connect(kubeconfig: string, options: ConnectOptions): Promise<BenchApi>;
}
