// Programs need not name the library in which `AsyncDisposable` is declared.
/// <reference lib="esnext.disposable" preserve="true" />
import type { ListWatch } from "../../api/api.ts";
import { listenForAbort, stopListeningForAbort } from "../../core/abort-listeners.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import { pathSegment } from "../../core/path-segment.ts";
import { type Clock, systemClock } from "../clock.ts";
import type { Change } from "../store/change.ts";
import type { DeepReadonly } from "../store/deep-readonly.ts";
import { dropManagedFields } from "../store/drop-managed-fields.ts";
import { ObjectStore } from "../store/object-store.ts";
import type { Store } from "../store/store.ts";
import { StoreSink } from "../store/store-sink.ts";
import type { StoredObject } from "../store/stored-object.ts";
import type { Transform } from "../store/transform.ts";
import { Reflector } from "../watch/reflector.ts";
import type { WatchStatus } from "../watch/watch-status.ts";
import { ChangeStream } from "./change-stream.ts";
import type { InformerOptions } from "./informer-options.ts";
import type { ChangeOptions, InformerView } from "./informer-view.ts";
import { Subscriber } from "./subscriber.ts";
import type { ChangeHandler, SubscribeOptions, Subscription } from "./subscription.ts";

/** What an informer passes changes on to. */
interface Consumer<T extends StoredObject> {
	offer(changes: readonly Change<DeepReadonly<T>>[], complete: boolean): void;
	end(error: { readonly reason: unknown } | undefined): Promise<void>;
}

/**
 * Keeps a copy of a collection in memory, up to date whatever happens to the connection or to the server, and tells of changes.
 *
 * It begins when it is made, and ends with `close()` or an `await using` block; what was read stays readable then, and is not
 * kept up to date any more. An informer that has ended does not begin again.
 *
 * @example
 * ```ts
 * await using informer = new Informer(pods, { indexes: { node: (pod) => [pod.spec?.nodeName ?? ""] } });
 * await informer.synced;
 * informer.store.get("web")?.metadata.name; // => "web"
 * informer.store.by("node", "node-1").length; // => 0
 * ```
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
 */
export class Informer<K extends KubernetesObject, T extends StoredObject = K, const Index extends string = never>
	implements InformerView<T, Index>, AsyncDisposable
{
	readonly synced: Promise<void>;
	/** Settles when it has ended; rejects when an error has ended it. */
	readonly ended: Promise<void>;
	readonly #clock: Clock;
	readonly #store: ObjectStore<K, T, Index>;
	readonly #reflectors: readonly Reflector<K, DeepReadonly<T>>[];
	readonly #consumers = new Set<Consumer<T>>();
	readonly #closing = new AbortController();
	readonly #options: InformerOptions<K, T, Index>;
	/** How many of its watches have yet to see their first complete state. */
	#incomplete: number;
	#resolveSynced: () => void = () => {};
	#rejectSynced: (reason: unknown) => void = () => {};

	/** @throws TypeError for options that contradict each other, or a namespace that cannot be one. */
	constructor(source: ListWatch<K>, options: InformerOptions<K, T, Index> = {}) {
		const { clock = systemClock, freeze, indexes, onDiagnostic, signal } = options;
		const namespaces = namespacesOf(source, options);
		const [namespace] = namespaces;
		this.#clock = clock;
		this.#options = options;
		this.#store = new ObjectStore<K, T, Index>(source.resource, {
			indexes,
			freeze,
			transform: transformOf(options),
			// What a function of the user's returns may be held elsewhere.
			share: typeof options.transform !== "function",
			namespace: namespaces.length === 1 ? (namespace ?? undefined) : undefined,
			onError: (error) => onDiagnostic?.({ type: "indexError", error }),
		});
		this.#reflectors = namespaces.map((one) => {
			const sink = new StoreSink(this.#store, namespaces.length === 1 ? undefined : (one ?? undefined));
			return new Reflector<K, DeepReadonly<T>>({ ...options, clock, source, namespace: one, sink, signal: this.#closing.signal });
		});
		this.#incomplete = namespaces.length;
		this.synced = new Promise((resolve, reject) => {
			this.#resolveSynced = resolve;
			this.#rejectSynced = reject;
		});
		this.ended = this.#run(signal);
		// Whoever does not wait for them learns of an error in another way, or does not want to know.
		this.synced.catch(() => {});
		this.ended.catch(() => {});
	}

	/** The objects, as far as they are known. */
	get store(): Store<T, Index> {
		return this.#store;
	}

	get status(): readonly WatchStatus[] {
		return this.#reflectors.map(({ status }) => status);
	}

	subscribe(handler: ChangeHandler<DeepReadonly<T>>, options: SubscribeOptions<DeepReadonly<T>> = {}): Subscription {
		const subscriber: Subscriber<DeepReadonly<T>> = new Subscriber({
			handler,
			options,
			clock: this.#clock,
			held: () => this.#held(),
			onError:
				options.onError ?? ((error, change) => this.#options.onDiagnostic?.({ type: "handlerError", key: change?.key, error })),
			onClose: () => void this.#consumers.delete(subscriber),
		});
		this.#add(subscriber);
		return subscriber;
	}

	changes(options: ChangeOptions = {}): AsyncIterableIterator<Change<DeepReadonly<T>>> {
		const stream: ChangeStream<DeepReadonly<T>> = new ChangeStream(options.signal, () => void this.#consumers.delete(stream));
		this.#add(stream);
		return stream;
	}

	/** Has the state read anew; what differs is told as changes. */
	relist(): void {
		for (const reflector of this.#reflectors) reflector.relist();
	}

	/** Ends it, its watches and its subscriptions; settles when no connection is left and no handler runs. */
	async close(): Promise<void> {
		this.#closing.abort();
		await this.ended.catch(() => {});
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}

	/** The snapshot and the registration are one step, so that nothing comes in between. */
	#add(consumer: Consumer<T>): void {
		if (this.#closing.signal.aborted) {
			void consumer.end(undefined);
			return;
		}
		this.#consumers.add(consumer);
		const snapshot: Change<DeepReadonly<T>>[] = [];
		for (const key of this.#store.keys()) {
			const object = this.#store.getByKey(key);
			if (object !== undefined) snapshot.push({ type: "add", key, object, initial: true });
		}
		consumer.offer(snapshot, this.#incomplete === 0);
	}

	*#held(): Generator<Change<DeepReadonly<T>>> {
		for (const key of this.#store.keys()) {
			const object = this.#store.getByKey(key);
			if (object !== undefined) yield { type: "update", key, old: object, object };
		}
	}

	async #run(signal: AbortSignal | undefined): Promise<void> {
		const stop = (): void => this.#closing.abort();
		if (signal?.aborted === true) stop();
		else if (signal !== undefined) listenForAbort(signal, stop);
		let error: { readonly reason: unknown } | undefined;
		try {
			await Promise.all(this.#reflectors.map((reflector) => this.#pump(reflector)));
		} catch (reason) {
			error = { reason };
			throw reason;
		} finally {
			stop();
			if (signal !== undefined) stopListeningForAbort(signal, stop);
			this.#rejectSynced(error === undefined ? new DOMException("the informer was closed", "AbortError") : error.reason);
			await Promise.all([...this.#consumers].map((consumer) => consumer.end(error)));
		}
	}

	async #pump(reflector: Reflector<K, DeepReadonly<T>>): Promise<void> {
		let first = true;
		for await (const { changes, complete } of reflector.run()) {
			if (complete && first) {
				first = false;
				this.#incomplete -= 1;
			}
			const whole = this.#incomplete === 0;
			for (const consumer of this.#consumers) consumer.offer(changes, whole);
			if (whole) this.#resolveSynced();
		}
	}
}

function namespacesOf<K extends KubernetesObject>(
	source: ListWatch<K>,
	{
		namespace,
		namespaces,
	}: { readonly namespace?: string | null | undefined; readonly namespaces?: readonly string[] | undefined },
): readonly (string | null | undefined)[] {
	const { resource } = source;
	if (resource.scope === "Cluster") {
		if (namespace !== undefined || namespaces !== undefined)
			throw new TypeError(`${resource.kind} is cluster-scoped: it has no namespace`);
		return [undefined];
	}
	if (namespaces === undefined) return [namespace === undefined ? source.namespace : namespace];
	if (namespace !== undefined) throw new TypeError("namespace and namespaces cannot be given together");
	if (namespaces.length === 0) throw new TypeError("namespaces must name at least one");
	for (const name of namespaces) pathSegment(name, "namespace");
	return [...new Set(namespaces)];
}

function transformOf<K extends KubernetesObject, T extends StoredObject, Index extends string>({
	transform,
}: InformerOptions<K, T, Index>): Transform<K, T> | undefined {
	if (transform === false) return undefined;
	// Without a transform of the user's, both types are the same.
	return transform ?? (dropManagedFields as unknown as Transform<K, T>);
}
