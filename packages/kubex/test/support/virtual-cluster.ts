import { TestCluster, type TestClusterOptions, VirtualClock } from "@kubex/testing";
import { Api, type Client } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { onTestFinished } from "vitest";

/** A cluster in memory whose time passes when a test says so, and the ConfigMaps in it. */
export interface VirtualCluster {
	readonly cluster: TestCluster;
	readonly clock: VirtualClock;
	readonly client: Client;
	/** ConfigMaps of the namespace `default`. */
	readonly configMaps: Api<ConfigMap>;
	/** Lets everything happen that is due, and then so many milliseconds pass. */
	pass(milliseconds?: number): Promise<void>;
	/** The lists and watches of ConfigMaps that the server has seen, each in a few words. */
	requests(): readonly string[];
	create(name: string, n?: string): Promise<ConfigMap>;
	replace(name: string, n: string): Promise<ConfigMap>;
}

/** How finely time passes, in milliseconds. */
const step = 250;

/** Starts a cluster that ends with the test. */
export async function startVirtualCluster(options: TestClusterOptions = {}): Promise<VirtualCluster> {
	const clock = new VirtualClock();
	const cluster = await TestCluster.start({ clock, ...options });
	const client = await cluster.createClient({ transport: cluster.transport });
	onTestFinished(async () => {
		await client.close();
		await cluster.close();
	});
	const configMaps = new Api(ConfigMap, { client, namespace: "default" });
	const settle = async (): Promise<void> => {
		for (let turn = 0; turn < 12; turn += 1) await new Promise(setImmediate);
	};
	return {
		cluster,
		clock,
		client,
		configMaps,
		async pass(milliseconds = 0) {
			await settle();
			for (let left = milliseconds; left > 0; left -= step) {
				clock.advance(Math.min(step, left));
				await settle();
			}
		},
		requests: () =>
			cluster.journal.requests
				.filter(({ resource, verb }) => resource === "configmaps" && (verb === "list" || verb === "watch"))
				.map(({ query, verb }) => describe(verb, query)),
		create: (name, n = "0") => configMaps.create({ metadata: { name, labels: { ours: "" } }, data: { n } }),
		replace: (name, n) => configMaps.replace(name, { metadata: { name, labels: { ours: "" } }, data: { n } }),
	};
}

function describe(verb: string, query: URLSearchParams): string {
	const version = query.get("resourceVersion");
	const what =
		verb === "list" ? (query.get("limit") === "1" ? "probe" : "list") : query.has("sendInitialEvents") ? "stream" : "watch";
	return version === null ? what : `${what} ${version}`;
}
