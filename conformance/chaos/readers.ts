import { Api } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import {
	type Change,
	type DeepReadonly,
	type FollowOptions,
	Informer,
	type StoredObject,
	type WatchDiagnostic,
	watcher,
} from "kubex/runtime";
import { Fold } from "./fold.ts";
import { type Ledger, summaryOf } from "./ledger.ts";
import type { World } from "./world.ts";

type Cached = DeepReadonly<ConfigMap>;

/** One reader of the collection. */
interface Reader {
	readonly title: string;
	/** What it knows. */
	readonly objects: () => Iterable<{ readonly metadata: { readonly name?: string; readonly resourceVersion?: string } }>;
	/** Whether it is to know an object. */
	readonly chooses: (object: ConfigMap) => boolean;
	/** Up to which resourceVersion its store has seen everything, where it has one. */
	readonly resourceVersion?: () => string | undefined;
	/** What it is doing, for messages. */
	readonly state?: () => unknown;
}

/** Milliseconds after which every watch of the readers has ended. */
export const longestWatch = 5_000;

// Short, so that in seconds happens what otherwise takes minutes.
const hurried: FollowOptions = {
	watchTimeout: { min: 1_000, max: 4_000 },
	silenceTimeout: 2_500,
	listTimeout: 1_500,
	backoff: { initial: 50, max: 1_000, resetAfter: 5_000 },
};
// What the server itself makes in a namespace has no colour.
const ours = (object: ConfigMap): boolean => object.metadata.labels?.["colour"] !== undefined;
const isRed = (object: ConfigMap): boolean => object.metadata.labels?.["colour"] === "red";

/** Everything that reads from a server, in every way that there is, at the same time. */
export class Readers implements AsyncDisposable {
	readonly restarts: Record<string, number> = {};
	readonly #readers: Reader[] = [];
	readonly #endings: (() => Promise<unknown>)[] = [];
	readonly #world: World;
	readonly #random: () => number;
	/** What handlers wait for that take their time. */
	#release: (() => void)[] = [];
	readonly #renewals: (() => Promise<void>)[] = [];
	#failure: unknown;

	constructor(world: World, random: () => number) {
		this.#world = world;
		this.#random = random;
		const { client, namespace } = world;
		const configMaps = new Api(ConfigMap, { client, namespace });
		const options = {
			...hurried,
			clock: world.clock,
			random,
			onDiagnostic: (event: { readonly type: string }) => this.#note(event),
		};
		this.#watch(watcher(configMaps, options));
		this.#inform("informer", new Informer(configMaps, options), ours);
		this.#inform(
			"informer of a selection, in pages",
			new Informer(configMaps, { ...options, labelSelector: { colour: "red" }, listStrategy: "page", pageSize: 7 }),
			isRed,
		);
		this.#inform("informer of cached lists", new Informer(configMaps, { ...options, listStrategy: "cached" }), ours);
		this.#inform("informer of metadata", new Informer(configMaps.metadata, options), ours);
		this.#inform(
			"informer of two namespaces",
			new Informer(new Api(ConfigMap, { client }), {
				...options,
				namespaces: [namespace, "kube-public"],
				labelSelector: "colour",
			}),
			ours,
		);
	}

	/** Lets handlers go on that wait, at random. */
	nudge(): void {
		if (this.#random() < 0.5) this.#letGo();
	}

	#letGo(): void {
		const waiting = this.#release;
		this.#release = [];
		for (const release of waiting) release();
	}

	/** Has a subscriber leave and another one come. */
	async renew(): Promise<void> {
		await this.#renewals[Math.floor(this.#random() * this.#renewals.length)]?.();
	}

	/** No store shows a state that there never was, such as one that a list has yet to complete. */
	check(ledger: Ledger): void {
		this.#rethrow();
		for (const { chooses, objects, resourceVersion, title } of this.#readers) {
			const version = resourceVersion?.();
			if (version === undefined) continue;
			const summary = summaryOf(objects(), ours);
			if (!ledger.admits(version, summary, chooses)) {
				throw new Error(`${title}: at ${version} there never was ${JSON.stringify(summary)}`);
			}
		}
	}

	/** Waits until everything agrees with the server; how long that took, in milliseconds of the world's clock. */
	async agree(ledger: Ledger): Promise<number> {
		const world = this.#world;
		const begin = world.clock.now();
		for (;;) {
			this.#letGo();
			this.#rethrow();
			const waited = world.clock.now() - begin;
			const behind = this.#readers.filter(({ chooses, objects }) => {
				const expected = summaryOf(ledger.current.values(), chooses);
				return JSON.stringify(summaryOf(objects(), ours)) !== JSON.stringify(expected);
			});
			if (behind.length === 0) return waited;
			if (waited > world.patience) {
				const [{ chooses, objects, state, title }] = behind as [Reader, ...Reader[]];
				const found = JSON.stringify(summaryOf(objects(), ours));
				throw new Error(
					`${title} has not caught up (${JSON.stringify(state?.())}): ${found}, not ${JSON.stringify(summaryOf(ledger.current.values(), chooses))}`,
				);
			}
			await world.advance(100);
		}
	}

	async [Symbol.asyncDispose](): Promise<void> {
		for (const release of this.#release) release();
		const ended = Promise.all(this.#endings.map((end) => end()));
		for (let turn = 0; turn < 100; turn += 1) {
			this.nudge();
			await this.#world.advance(0);
		}
		await ended;
		this.#rethrow();
	}

	#note(event: { readonly type: string }): void {
		if (event.type === "handlerError" || event.type === "indexError") this.#failure ??= event;
		if (event.type !== "restart") return;
		const { cause } = event as Extract<WatchDiagnostic, { type: "restart" }>;
		this.restarts[cause] = (this.restarts[cause] ?? 0) + 1;
	}

	#watch(events: AsyncIterableIterator<Change<Cached> | { readonly type: "synced" }>): void {
		const fold = new Fold<Cached>("watcher");
		this.#readers.push({ title: "watcher", objects: () => fold.objects, chooses: ours });
		this.#run("watcher", async () => {
			for await (const event of events) if (event.type !== "synced") fold.take(event);
		});
		this.#endings.push(async () => await events.return?.());
	}

	/** An informer, with a prompt subscriber, one that takes its time, one that comes and goes, and a stream. */
	#inform<T extends StoredObject>(
		title: string,
		informer: Informer<ConfigMap, T>,
		chooses: (object: ConfigMap) => boolean,
	): void {
		// Of several watches, each has a position of its own.
		const resourceVersion = (): string | undefined => (informer.status.length === 1 ? informer.store.resourceVersion : undefined);
		this.#readers.push({ title, chooses, objects: () => informer.store, resourceVersion, state: () => informer.status });
		const folding = (which: string): Fold<DeepReadonly<T>> => {
			const fold = new Fold<DeepReadonly<T>>(`${title}, ${which}`);
			this.#readers.push({ title: `${title}, ${which}`, chooses, objects: () => fold.objects });
			return fold;
		};
		const prompt = folding("prompt subscriber");
		informer.subscribe((change) => prompt.take(change));
		const slow = folding("slow subscriber");
		informer.subscribe(async (change) => {
			slow.take(change);
			if (this.#random() < 0.2) await new Promise<void>((resolve) => void this.#release.push(resolve));
		});
		const stream = folding("stream");
		this.#run(`${title}, stream`, async () => {
			for await (const change of informer.changes()) stream.take(change);
		});
		let fold = new Fold<DeepReadonly<T>>(`${title}, newcomer`);
		let subscription = informer.subscribe((change) => fold.take(change));
		this.#readers.push({ title: `${title}, newcomer`, chooses, objects: () => fold.objects });
		this.#renewals.push(async () => {
			await subscription.close();
			fold = new Fold(`${title}, newcomer`);
			subscription = informer.subscribe((change) => fold.take(change));
		});
		this.#run(title, () => informer.ended);
		this.#endings.push(() => informer.close());
	}

	#run(title: string, work: () => Promise<void>): void {
		work().catch((error: unknown) => {
			this.#failure ??= new Error(`${title} has failed`, { cause: error });
		});
	}

	#rethrow(): void {
		if (this.#failure !== undefined) throw this.#failure;
	}
}
