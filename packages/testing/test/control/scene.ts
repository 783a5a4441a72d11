import { vi } from "vitest";
import type { Fault, PlannedFault } from "../../src/index.ts";
import type { TestCluster } from "../../src/test-cluster.ts";
import type { VirtualClock } from "../../src/virtual-clock.ts";
import type { Carrier } from "./carriers.ts";
import { Follower } from "./follower.ts";

const collection = "/api/v1/namespaces/default/configmaps";

/** A cluster with a follower of its ConfigMaps. */
export class Scene implements AsyncDisposable {
	readonly cluster: TestCluster;
	readonly #clock: VirtualClock;
	readonly #follower: Follower;
	readonly #running: Promise<void>;

	constructor(cluster: TestCluster, clock: VirtualClock, carrier: Carrier) {
		this.cluster = cluster;
		this.#clock = clock;
		this.#follower = new Follower(this.cluster, carrier, `${collection}?labelSelector=ours`);
		this.#running = this.#follower.run();
	}

	/** Creates an object, or deletes it if it is there. */
	async toggle(name: string): Promise<void> {
		const { transport } = this.cluster;
		const headers = { "content-type": "application/json" };
		const body = JSON.stringify({ metadata: { name, labels: { ours: "" } } });
		const { status } = await transport.send({ method: "POST", path: collection, headers, body });
		if (status === 409) await transport.send({ method: "DELETE", path: `${collection}/${name}`, headers: {} });
	}

	/** Has a fault happen to the follower. */
	plan(verb: "list" | "watch", fault: Fault): PlannedFault {
		return this.cluster.faults.next({ verb: happensToAny(fault) ? verb : "watch", namespace: "default" }, fault);
	}

	/** Lets time pass until something holds. */
	async until(condition: () => boolean | Promise<boolean>): Promise<boolean> {
		const passed = async (): Promise<boolean> => {
			this.#clock.advance(500);
			return await condition();
		};
		return await vi.waitUntil(passed, { interval: 3, timeout: 10_000 });
	}

	/** Lets time pass until the follower knows what there is, which is asked for in a way that no planned fault is for. */
	async caughtUp(): Promise<boolean> {
		return await this.until(async () => {
			const path = "/api/v1/configmaps?labelSelector=ours";
			const { bytes } = await this.cluster.transport.send({ method: "GET", path, headers: {} });
			const { items } = JSON.parse(new TextDecoder().decode(bytes)) as {
				items: { metadata: { name: string; resourceVersion: string } }[];
			};
			const state = items.map(({ metadata }) => `${metadata.name} ${metadata.resourceVersion}`).toSorted();
			return String(this.#follower.state) === String(state);
		});
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#follower.stop();
		await this.#running;
		await this.cluster.close();
	}
}

function happensToAny(fault: Fault): boolean {
	const { type } = fault;
	return (
		type === "status" || type === "loseResponse" || type === "delay" || (type === "reset" && fault.afterFrames === undefined)
	);
}
