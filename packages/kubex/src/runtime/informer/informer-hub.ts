// Programs need not name the library in which `AsyncDisposable` is declared.
/// <reference lib="esnext.disposable" preserve="true" />
import type { ListWatch } from "../../api/api.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import { type Clock, type ClockTimer, systemClock } from "../clock.ts";
import type { Change } from "../store/change.ts";
import type { DeepReadonly } from "../store/deep-readonly.ts";
import type { IndexFunction } from "../store/index-function.ts";
import type { Store } from "../store/store.ts";
import type { StoredObject } from "../store/stored-object.ts";
import type { WatchStatus } from "../watch/watch-status.ts";
import { Informer } from "./informer.ts";
import type { InformerOptions } from "./informer-options.ts";
import type { ChangeOptions, InformerView } from "./informer-view.ts";
import { sharingKey } from "./sharing-key.ts";
import type { ChangeHandler, SubscribeOptions, Subscription } from "./subscription.ts";

/** How informers are shared. */
export interface InformerHubOptions {
	/**
	 * Milliseconds that an informer is kept after its last user has left, for one who comes back soon. Default: 0.
	 */
	readonly linger?: number | undefined;
	/** Where it takes its time from. Default: the machine's. */
	readonly clock?: Clock | undefined;
}

/** A part in an informer that others may use as well; it ends with `close()` or an `await using` block. */
export interface SharedInformer<T extends StoredObject, Index extends string = never>
	extends InformerView<T, Index>,
		AsyncDisposable {
	/** Gives the part up, and ends the subscriptions that were made through it. The last one to leave ends the informer. */
	close(): Promise<void>;
}

// Which objects they are for is known where the informer is asked for, and forgotten where all are kept together.
type Indexes = Readonly<Record<string, IndexFunction<StoredObject>>>;

interface Entry {
	readonly informer: Informer<KubernetesObject, StoredObject, string>;
	readonly indexes: Map<string, IndexFunction<StoredObject>>;
	users: number;
	linger: ClockTimer | undefined;
}

/**
 * Shares informers: those who ask for the same objects of the same client, chosen by the same selectors and kept by the same
 * transform, read from one store that one watch keeps up to date.
 *
 * @example
 * ```ts
 * await using hub = new InformerHub({ linger: 5_000 });
 * await using first = hub.informer(pods);
 * await using second = hub.informer(pods, { indexes: { node: (pod) => [pod.spec?.nodeName ?? ""] } });
 * await second.synced;
 * first.store.get("web") === second.store.get("web"); // => true
 * ```
 */
export class InformerHub implements AsyncDisposable {
	readonly #clock: Clock;
	readonly #linger: number;
	readonly #entries = new Map<string, Entry>();
	readonly #identities = new WeakMap<object, number>();
	#identified = 0;

	constructor(options: InformerHubOptions = {}) {
		this.#clock = options.clock ?? systemClock;
		this.#linger = options.linger ?? 0;
	}

	/** How many informers there are. */
	get size(): number {
		return this.#entries.size;
	}

	/**
	 * Takes part in an informer, which begins when nobody has one like it. Of the options, the first one decides how objects are
	 * read and followed; indexes of later ones are added.
	 *
	 * @throws TypeError for an index whose name stands for another function already, and as `new Informer` does.
	 */
	informer<K extends KubernetesObject, T extends StoredObject = K, const Index extends string = never>(
		source: ListWatch<K>,
		options: Omit<InformerOptions<K, T, Index>, "signal"> = {},
	): SharedInformer<T, Index> {
		const key = sharingKey(source, options, (value) => this.#identityOf(value));
		let entry = this.#entries.get(key);
		if (entry === undefined) entry = this.#open(key, source, options);
		else addIndexes(entry, (options.indexes ?? {}) as Indexes);
		const shared = entry;
		shared.linger?.cancel();
		shared.linger = undefined;
		shared.users += 1;
		const informer = shared.informer as unknown as Informer<K, T, Index>;
		return new Part(informer, async () => {
			shared.users -= 1;
			if (shared.users > 0) return;
			if (this.#linger === 0) await this.#close(key, shared);
			else shared.linger = this.#clock.after(this.#linger, () => void this.#close(key, shared));
		});
	}

	/** Ends all informers. */
	async close(): Promise<void> {
		await Promise.all([...this.#entries].map(([key, entry]) => this.#close(key, entry)));
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}

	#open<K extends KubernetesObject, T extends StoredObject, Index extends string>(
		key: string,
		source: ListWatch<K>,
		options: InformerOptions<K, T, Index>,
	): Entry {
		const informer = new Informer(source, { clock: this.#clock, ...options });
		const entry: Entry = {
			informer: informer as unknown as Entry["informer"],
			indexes: new Map(Object.entries((options.indexes ?? {}) as Indexes)),
			users: 0,
			linger: undefined,
		};
		this.#entries.set(key, entry);
		// One that has ended is of no use to those who come later.
		const forget = (): void => {
			entry.linger?.cancel();
			if (this.#entries.get(key) === entry) this.#entries.delete(key);
		};
		informer.ended.then(forget, forget);
		return entry;
	}

	async #close(key: string, entry: Entry): Promise<void> {
		if (this.#entries.get(key) === entry) this.#entries.delete(key);
		entry.linger?.cancel();
		await entry.informer.close();
	}

	#identityOf(value: object): number {
		let identity = this.#identities.get(value);
		if (identity === undefined) {
			identity = this.#identified += 1;
			this.#identities.set(value, identity);
		}
		return identity;
	}
}

function addIndexes({ indexes, informer }: Entry, wanted: Indexes): void {
	for (const [name, valuesOf] of Object.entries(wanted)) {
		const known = indexes.get(name);
		if (known === valuesOf) continue;
		if (known !== undefined) throw new TypeError(`the shared informer has another index ${JSON.stringify(name)} already`);
		informer.store.addIndex(name, valuesOf);
		indexes.set(name, valuesOf);
	}
}

class Part<K extends KubernetesObject, T extends StoredObject, Index extends string> implements SharedInformer<T, Index> {
	readonly #informer: Informer<K, T, Index>;
	readonly #leave: () => Promise<void>;
	readonly #subscriptions = new Set<Subscription>();
	readonly #streams = new Set<AsyncIterableIterator<Change<DeepReadonly<T>>>>();
	#ended = false;
	#left: Promise<void> | undefined;

	constructor(informer: Informer<K, T, Index>, leave: () => Promise<void>) {
		this.#informer = informer;
		this.#leave = leave;
	}

	get store(): Store<T, Index> {
		return this.#informer.store;
	}

	get synced(): Promise<void> {
		return this.#informer.synced;
	}

	get status(): readonly WatchStatus[] {
		return this.#informer.status;
	}

	subscribe(handler: ChangeHandler<DeepReadonly<T>>, options?: SubscribeOptions<DeepReadonly<T>>): Subscription {
		if (this.#ended) throw new TypeError("the part in the informer was given up");
		const subscription = this.#informer.subscribe(handler, options);
		this.#subscriptions.add(subscription);
		const close = async (): Promise<void> => {
			this.#subscriptions.delete(subscription);
			await subscription.close();
		};
		return {
			synced: subscription.synced,
			get pending() {
				return subscription.pending;
			},
			close,
			[Symbol.asyncDispose]: close,
		};
	}

	async *changes(options?: ChangeOptions): AsyncGenerator<Change<DeepReadonly<T>>, void, undefined> {
		if (this.#ended) return;
		const changes = this.#informer.changes(options);
		this.#streams.add(changes);
		try {
			yield* changes;
		} finally {
			this.#streams.delete(changes);
		}
	}

	close(): Promise<void> {
		this.#left ??= this.#close();
		return this.#left;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}

	async #close(): Promise<void> {
		this.#ended = true;
		await Promise.all([
			...[...this.#subscriptions].map((subscription) => subscription.close()),
			...[...this.#streams].map((changes) => changes.return?.()),
		]);
		await this.#leave();
	}
}
