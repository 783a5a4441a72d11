// Programs need not name the library in which `AsyncDisposable` is declared.
/// <reference lib="esnext.disposable" preserve="true" />
import type { ListWatch } from "../../api/api.ts";
import type { InNamespaces } from "../../api/capabilities.ts";
import { listenForAbort, stopListeningForAbort } from "../../core/abort-listeners.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { Change } from "../store/change.ts";
import type { DeepReadonly } from "../store/deep-readonly.ts";
import { ObjectStore } from "../store/object-store.ts";
import { StoreSink } from "../store/store-sink.ts";
import type { FollowOptions } from "./follow-options.ts";
import { type Reflection, Reflector } from "./reflector.ts";
import type { WatchStatus } from "./watch-status.ts";

/** What a watcher is made with. */
export interface WatcherOptions extends FollowOptions {
	/** Ends the watcher, quietly. */
	readonly signal?: AbortSignal | undefined;
}

/** What a watcher tells: a change, or that the state is complete. */
export type WatcherEvent<K> =
	| Change<DeepReadonly<K>>
	/** The state is complete: after the first list, and after each further one. */
	| { readonly type: "synced"; readonly resourceVersion: string };

/** The changes of a collection, which heal themselves. */
export interface Watcher<K> extends AsyncIterableIterator<WatcherEvent<K>>, AsyncDisposable {
	/** What it is doing. */
	readonly status: WatchStatus;
	/** Has the state read anew; what differs comes as changes. */
	relist(): void;
}

/**
 * Tells of every object of a collection and of each change from then on, whatever happens to the connection or to the server.
 * It resumes where it can, and reads the state anew where it must; then it tells what has changed in between, deletions
 * included. To be able to, it keeps the last state of each object.
 *
 * Nothing is read from the server faster than events are taken. It ends with its signal, or when the loop over it is left.
 *
 * @throws KubexApiError for a selector that the server does not understand, and for what `onPermanentError: "throw"` says.
 *
 * @example
 * ```ts
 * for await (const event of watcher(pods, { labelSelector: { app: "nginx" } })) {
 *   if (event.type === "synced") break;
 *   console.log(event.type, event.key);
 * }
 * ```
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
 */
export function watcher<K extends KubernetesObject>(
	api: ListWatch<K>,
	options: WatcherOptions & InNamespaces<K> = {},
): Watcher<K> {
	return new WatcherImplementation(api, options as WatcherOptions & { readonly namespace?: string | null | undefined });
}

class WatcherImplementation<K extends KubernetesObject> implements Watcher<K> {
	readonly #closing = new AbortController();
	readonly #reflector: Reflector<K, DeepReadonly<K>>;
	readonly #reflections: AsyncGenerator<Reflection<DeepReadonly<K>>, void, undefined>;
	readonly #signal: AbortSignal | undefined;
	/** What has been read and not been asked for. */
	#events: readonly WatcherEvent<K>[] = [];
	#at = 0;
	/** Readers are served one after the other. */
	#last: Promise<unknown> = Promise.resolve();

	constructor(api: ListWatch<K>, options: WatcherOptions & { readonly namespace?: string | null | undefined }) {
		const { namespace = api.namespace, signal } = options;
		// Nobody but this watcher files objects, so no index can fail.
		const store = new ObjectStore<K>(api.resource, { onError: () => {} });
		this.#reflector = new Reflector({
			...options,
			source: api,
			namespace,
			sink: new StoreSink(store),
			signal: this.#closing.signal,
		});
		this.#reflections = this.#reflector.run();
		this.#signal = signal;
		if (signal?.aborted === true) this.#stop();
		else if (signal !== undefined) listenForAbort(signal, this.#stop);
	}

	get status(): WatchStatus {
		return this.#reflector.status;
	}

	relist(): void {
		this.#reflector.relist();
	}

	next(): Promise<IteratorResult<WatcherEvent<K>>> {
		const event = this.#events[this.#at];
		if (event !== undefined) {
			this.#at += 1;
			return Promise.resolve({ done: false, value: event });
		}
		const next = this.#last.then(() => this.#read());
		this.#last = next.catch(() => {});
		return next;
	}

	async return(): Promise<IteratorResult<WatcherEvent<K>>> {
		this.#stop();
		await this.#reflections.return();
		return { done: true, value: undefined };
	}

	[Symbol.asyncIterator](): this {
		return this;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.return();
	}

	async #read(): Promise<IteratorResult<WatcherEvent<K>>> {
		for (;;) {
			const event = this.#events[this.#at];
			this.#at += 1;
			if (event !== undefined) return { done: false, value: event };
			const { done, value } = await this.#reflections.next().catch((error: unknown) => {
				this.#stop();
				throw error;
			});
			if (done === true) {
				this.#stop();
				return { done: true, value: undefined };
			}
			// It was read before the end, which no event comes after.
			if (this.#closing.signal.aborted) continue;
			this.#at = 0;
			this.#events = value.complete ? [...value.changes, this.#synced()] : value.changes;
		}
	}

	#synced(): WatcherEvent<K> {
		return { type: "synced", resourceVersion: this.#reflector.status.resourceVersion };
	}

	readonly #stop = (): void => {
		if (this.#signal !== undefined) stopListeningForAbort(this.#signal, this.#stop);
		this.#events = [];
		this.#closing.abort();
		// A reader who has left never asks again, and only what is asked ends its timers. What it throws, the reader is told.
		this.#reflections.return().catch(() => {});
	};
}
