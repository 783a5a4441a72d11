import type { TestCluster } from "@kubex/testing";
import { Api, type Client } from "kubex";
import { Namespace, ServiceAccount } from "kubex/k8s/v1_35/core/v1";
import { observed, rawOf } from "../raw.ts";
import type { Outcome } from "./normal-form.ts";
import { Player } from "./player.ts";
import type { Step } from "./step.ts";

/** Plays sequences on an embedded cluster without sockets, any number at a time. */
export class EmbeddedSide implements AsyncDisposable {
	readonly #client: Client;
	/** Those that are not at work; each has a namespace of its own. */
	readonly #players: Player[] = [];
	#namespaces = 0;

	private constructor(client: Client) {
		this.#client = client;
	}

	/** Opens the cluster's own transport. */
	static async open(cluster: TestCluster): Promise<EmbeddedSide> {
		return new EmbeddedSide(
			// Errors of the server are answers here.
			await cluster.createClient({ transport: () => observed(cluster.transport), retry: false, onWarning: false }),
		);
	}

	/** Plays a sequence. */
	async play(steps: readonly Step[]): Promise<Outcome[]> {
		const player = this.#players.pop() ?? (await this.#newPlayer());
		const outcomes = await player.play(steps);
		this.#players.push(player);
		return outcomes;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#client.close();
	}

	async #newPlayer(): Promise<Player> {
		const client = this.#client;
		const namespace = `differential-${++this.#namespaces}`;
		await new Api(Namespace, { client }).create({ metadata: { name: namespace } });
		await new Api(ServiceAccount, { client, namespace }).create({ metadata: { name: "default" } });
		return await Player.open(rawOf(client), namespace);
	}
}
