import { valueAt } from "../registry/changes.ts";
import type { StoreEvent } from "../storage/store.ts";
import { ContainerLog } from "./container-log.ts";

/** Where Pods are stored. */
export const podsCollection = "/pods";

/** The logs of a container: of its present instance, and of the one before. */
interface Instances {
	current: ContainerLog;
	previous: ContainerLog | undefined;
}

/** The logs of all containers; those of a Pod go with it. */
export class ContainerLogs {
	readonly #pods = new Map<string, Map<string, Instances>>();
	#closed = false;

	/** The log of a container; `undefined` for one that has not written. */
	find(uid: string, container: string, previous: boolean): ContainerLog | undefined {
		const instances = this.#pods.get(uid)?.get(container);
		return previous ? instances?.previous : instances?.current;
	}

	/** The log of a container, made where there is none. */
	open(uid: string, container: string): ContainerLog {
		return this.#instances(uid, container).current;
	}

	/** Begins the log of a container's next instance; the one before ends. */
	restart(uid: string, container: string): void {
		const instances = this.#instances(uid, container);
		instances.current.close();
		instances.previous = instances.current;
		instances.current = new ContainerLog();
	}

	/** Takes note of a write: the logs of a Pod that has ended grow no more, and those of one that is gone are forgotten. */
	observe({ collection, current, previous }: StoreEvent): void {
		if (collection !== podsCollection) return;
		const uid = (current ?? previous)?.state.metadata.uid ?? "";
		const phase = valueAt(current?.state, "status.phase");
		if (current !== undefined && phase !== "Succeeded" && phase !== "Failed") return;
		for (const { current: log } of this.#pods.get(uid)?.values() ?? []) log.close();
		if (current === undefined) this.#pods.delete(uid);
	}

	/** Forgets the logs of all Pods but these, so that those who follow them come to their end. */
	keep(uids: ReadonlySet<string>): void {
		for (const [uid, containers] of this.#pods) {
			if (uids.has(uid)) continue;
			for (const { current } of containers.values()) current.close();
			this.#pods.delete(uid);
		}
	}

	/** Ends all logs, those to come as well. */
	close(): void {
		this.#closed = true;
		this.keep(new Set());
	}

	#instances(uid: string, container: string): Instances {
		let containers = this.#pods.get(uid);
		if (containers === undefined) {
			containers = new Map();
			this.#pods.set(uid, containers);
		}
		let instances = containers.get(container);
		if (instances === undefined) {
			instances = { current: new ContainerLog(), previous: undefined };
			containers.set(container, instances);
			if (this.#closed) instances.current.close();
		}
		return instances;
	}
}
