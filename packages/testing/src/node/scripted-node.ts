import type { Clock } from "../clock.ts";
import type { Registry } from "../registry/registry.ts";
import type { PodReference, TestNode } from "./test-node.ts";

/** A node on which happens what tests say. */
export class ScriptedNode implements TestNode {
	readonly #registry: Registry;
	readonly #clock: Clock;

	constructor(registry: Registry, clock: Clock) {
		this.#registry = registry;
		this.#clock = clock;
	}

	log(pod: string | PodReference, container: string, text: string | Uint8Array): void {
		const { logs, uid } = this.#find(pod, container);
		logs.open(uid, container).write(text, this.#clock.now());
	}

	restartLog(pod: string | PodReference, container: string): void {
		const { logs, uid } = this.#find(pod, container);
		logs.restart(uid, container);
	}

	#find(pod: string | PodReference, container: string): ReturnType<Registry["logsOf"]> {
		const { name, namespace = "default" } = typeof pod === "string" ? { name: pod } : pod.metadata;
		return this.#registry.logsOf(namespace, name, container);
	}
}
