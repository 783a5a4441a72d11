import { setTimeout as pause } from "node:timers/promises";
import { Api, createClient } from "kubex";
import { Namespace } from "kubex/k8s/v1_35/core/v1";
import { systemClock } from "kubex/runtime";
import { FaultyProxy } from "./faulty-proxy.ts";
import { injure } from "./injuries.ts";
import { RealCluster } from "./real-cluster.ts";
import type { World } from "./world.ts";

/** The control plane that the environment names, behind a proxy that makes trouble. */
export async function openRealWorld(): Promise<World> {
	const cluster = await RealCluster.open();
	// They would write into every namespace, and have nothing to do with what is shown.
	for (const component of ["node", "kube-scheduler", "kube-controller-manager"] as const) await cluster.kill(component);
	const { metadata } = await new Api(Namespace, { client: cluster.client }).create({ metadata: { generateName: "chaos-" } });
	const proxy = await FaultyProxy.start(cluster.config);
	const client = await createClient({ config: proxy.config });
	let refusing: NodeJS.Timeout | undefined;
	return {
		client,
		writer: cluster.client,
		namespace: metadata.name,
		isAlone: false,
		clock: systemClock,
		// Of a machine that has other things to do as well.
		patience: 60_000,
		advance: (milliseconds) => pause(milliseconds),
		async injure(random, orderly) {
			if (random() > 0.05) return injure(proxy, random, orderly);
			await proxy.refuse(true);
			for (const watch of proxy.watches) watch.suffer({ type: "reset" });
			clearTimeout(refusing);
			refusing = setTimeout(() => void proxy.refuse(false), 100 + 400 * random());
			return "all watches: reset, connections refused";
		},
		async heal() {
			clearTimeout(refusing);
			await proxy.heal();
		},
		forget: () => cluster.compact(),
		rewind: (write) => cluster.rewind(write),
		async [Symbol.asyncDispose]() {
			clearTimeout(refusing);
			await client.close();
			await proxy.close();
			await cluster[Symbol.asyncDispose]();
		},
	};
}
