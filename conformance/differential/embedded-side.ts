import type { TestCluster } from "@kubex/testing";
import { Api } from "kubex";
import { Namespace, ServiceAccount } from "kubex/k8s/v1_35/core/v1";
import { observed, rawOf } from "../raw.ts";
import type { Outcome } from "./normal-form.ts";
import { Player } from "./player.ts";
import type { Step } from "./step.ts";

/** Plays sequences on an embedded cluster, each on a server of its own. */
export function embeddedSide(cluster: TestCluster): (steps: readonly Step[]) => Promise<Outcome[]> {
	return async (steps) => {
		await using own = cluster.isolated();
		await using client = await own.createClient({ transport: () => observed(own.transport), onWarning: false });
		const namespace = "differential-embedded";
		await new Api(Namespace, { client }).create({ metadata: { name: namespace } });
		await new Api(ServiceAccount, { client, namespace }).create({ metadata: { name: "default" } });
		const player = await Player.open(rawOf(client), namespace);
		return await player.play(steps);
	};
}
