/** How a candidate connects, beyond the kubeconfig. */
export interface ConnectOptions {
	/** Whether it asks for gzip. */
	readonly compression: boolean;
}

/** A watch that ends when so many events have come. */
export interface WatchWanted {
	readonly resource: "pods" | "configmaps";
	readonly namespace: string;
	readonly resourceVersion: string;
	readonly labelSelector?: string;
	readonly count: number;
}

/** The pods that a candidate holds; whoever drops it drops them. */
export interface Synced {
	readonly size: number;
	close(): Promise<void>;
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
	/** Merges a label into a pod. @returns The label as it is stored. */
	patchPod(namespace: string, name: string, label: string): Promise<string | undefined>;
	/** Applies a ConfigMap on the server. @returns The value as it is stored. */
	applyConfigMap(namespace: string, name: string, value: string): Promise<string | undefined>;
	/** Reads what the server serves, as the first thing that a client does. */
	discover(): Promise<{ readonly resources: number; readonly requests: number }>;
	/** @returns The number of events. */
	watch(wanted: WatchWanted): Promise<number>;
	/** Reads all pods of a namespace into a cache, and goes on to watch them. */
	sync?(namespace: string, streamed: boolean): Promise<Synced>;
	/** The same, and tells each handler of the versions of pods as they come. */
	follow?(namespace: string, handlers: readonly ((resourceVersion: string) => void | Promise<void>)[]): Promise<Synced>;
	/** Fetches all pods of a namespace in pages of 500, for `parse` to turn into objects. */
	fetchPages?(namespace: string): Promise<{ parse(): Promise<Synced> }>;
	close(): Promise<void>;
}

/** What the module of a candidate exports. */
export interface Candidate {
	connect(kubeconfig: string, options: ConnectOptions): Promise<BenchApi>;
}
