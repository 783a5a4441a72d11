import type { TestCluster } from "../../src/test-cluster.ts";
import { type CarriedAnswer, type Carrier, hear } from "./carriers.ts";

/** How long a watch may be silent before the follower tries another, in milliseconds of the cluster's clock. */
const patience = 10_000;

interface Item {
	readonly metadata: { readonly name: string; readonly resourceVersion: string };
}

/**
 * As plain a client as can be that keeps a copy of a collection: it lists, watches from there, resumes where a watch ended, and lists
 * anew when it must. Of each object it remembers the last resourceVersion, so that it knows old news.
 */
export class Follower {
	readonly #cluster: TestCluster;
	readonly #carrier: Carrier;
	readonly #path: string;
	readonly #stopped = new AbortController();
	readonly #versions = new Map<string, bigint>();
	#known = new Set<string>();
	#resourceVersion: string | undefined;

	constructor(cluster: TestCluster, carrier: Carrier, path: string) {
		this.#cluster = cluster;
		this.#carrier = carrier;
		this.#path = path;
	}

	/** The objects that it believes to exist, each with its resourceVersion. */
	get state(): readonly string[] {
		return [...this.#known].map((name) => `${name} ${this.#versions.get(name)}`).toSorted();
	}

	stop(): void {
		this.#stopped.abort();
	}

	async run(): Promise<void> {
		while (!this.#stopped.signal.aborted) {
			try {
				if (this.#resourceVersion === undefined) await this.#list();
				else await this.#watch(this.#resourceVersion);
			} catch {
				// Whatever it was, the next round finds out how things are.
			}
			await new Promise(setImmediate);
		}
	}

	async #list(): Promise<void> {
		await this.#impatiently(async (signal) => {
			const answer = await this.#carrier.send(this.#cluster, "GET", this.#path, { signal });
			const { items, metadata } = JSON.parse((await hear(answer)).text) as { items: Item[]; metadata: Item["metadata"] };
			this.#versions.clear();
			for (const item of items) this.#versions.set(item.metadata.name, BigInt(item.metadata.resourceVersion));
			this.#known = new Set(items.map((item) => item.metadata.name));
			this.#resourceVersion = metadata.resourceVersion;
		});
	}

	async #watch(from: string): Promise<void> {
		await this.#impatiently(async (signal, progress) => {
			const path = `${this.#path}&watch=1&allowWatchBookmarks=true&resourceVersion=${from}`;
			const answer = await this.#carrier.send(this.#cluster, "GET", path, { signal });
			if (answer.status === 410) this.#resourceVersion = undefined;
			if (answer.status !== 200) return;
			for await (const line of linesOf(answer)) {
				progress();
				this.#learn(JSON.parse(line));
			}
		});
	}

	#learn({ type, object }: { readonly type: string; readonly object: Item & { readonly code?: number } }): void {
		if (type === "ERROR") {
			if (object.code === 410) this.#resourceVersion = undefined;
			throw new Error(`the watch failed with ${object.code}`);
		}
		const { name, resourceVersion } = object.metadata;
		const version = BigInt(resourceVersion);
		if (version > BigInt(this.#resourceVersion ?? 0)) this.#resourceVersion = resourceVersion;
		if (type === "BOOKMARK" || version <= (this.#versions.get(name) ?? 0n)) return;
		this.#versions.set(name, version);
		if (type === "DELETED") this.#known.delete(name);
		else this.#known.add(name);
	}

	/** Gives work up when it makes no progress for too long. */
	async #impatiently(work: (signal: AbortSignal, progress: () => void) => Promise<void>): Promise<void> {
		const { clock } = this.#cluster;
		const controller = new AbortController();
		const giveUp = (): void => controller.abort();
		this.#stopped.signal.addEventListener("abort", giveUp);
		let timer = clock.after(patience, giveUp);
		try {
			await work(controller.signal, () => {
				timer.cancel();
				timer = clock.after(patience, giveUp);
			});
		} finally {
			timer.cancel();
			this.#stopped.signal.removeEventListener("abort", giveUp);
		}
	}
}

async function* linesOf({ chunks }: CarriedAnswer): AsyncGenerator<string, void> {
	const decoder = new TextDecoder();
	let text = "";
	for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
		const parts = (text + decoder.decode(next.value, { stream: true })).split("\n");
		text = parts.pop() ?? "";
		yield* parts;
	}
}
