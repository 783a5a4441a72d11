import type { Change } from "../store/change.ts";
import type { DeepReadonly } from "../store/deep-readonly.ts";
import type { Store } from "../store/store.ts";
import type { StoredObject } from "../store/stored-object.ts";
import type { WatchStatus } from "../watch/watch-status.ts";
import type { ChangeHandler, SubscribeOptions, Subscription } from "./subscription.ts";

/** How changes are read. */
export interface ChangeOptions {
	/** Ends the stream, quietly. */
	readonly signal?: AbortSignal | undefined;
}

/** What programs ask of an informer, be it their own or one that they share. */
export interface InformerView<T extends StoredObject, Index extends string = never> {
	/** The objects, as far as they are known. */
	readonly store: Store<T, Index>;
	/** Settles when the store has held the whole state once; rejects when the informer ends before. */
	readonly synced: Promise<void>;
	/** What its watches are doing: there is one for each namespace that is watched by itself. */
	readonly status: readonly WatchStatus[];

	/**
	 * Has a function called for each object that there is, and for each change from then on, with neither gap nor repetition.
	 * The store knows of a change before the function does. Changes of one object that come while the function is busy are
	 * merged, so what waits is never more than there are objects.
	 *
	 * @example
	 * ```ts
	 * await using informer = new Informer(pods);
	 * await using subscription = informer.subscribe((change) => console.log(change.type, change.key));
	 * await subscription.synced;
	 * ```
	 */
	subscribe(handler: ChangeHandler<DeepReadonly<T>>, options?: SubscribeOptions<DeepReadonly<T>>): Subscription;

	/**
	 * The same as a stream: each object that there is, then each change; what comes while nobody reads is merged. It ends with
	 * the informer, and rejects with the error that ended it.
	 *
	 * @example
	 * ```ts
	 * await using informer = new Informer(pods);
	 * for await (const change of informer.changes()) {
	 *   console.log(change.type, change.key);
	 *   if (change.key === "default/web") break;
	 * }
	 * ```
	 */
	changes(options?: ChangeOptions): AsyncIterableIterator<Change<DeepReadonly<T>>>;
}
