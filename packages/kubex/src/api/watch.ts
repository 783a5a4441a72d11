// Programs need not name the library in which `AsyncDisposable` is declared.
/// <reference lib="esnext.disposable" preserve="true" />
import type { CallOptions } from "../core/call-options.ts";
import type { KubernetesObject } from "../core/kubernetes-object.ts";
import type { WatchEvent } from "../core/watch-event.ts";
import type { WatchOptions } from "../core/watch-options.ts";
import type { InNamespaces } from "./capabilities.ts";

/**
 * The events of one request. Nothing is sent before the first `next()`; it ends when the server ends it, which is no error.
 * `next()` rejects with the error that an `ERROR` of the server stands for, or when the connection breaks. Calls at the same time
 * are answered in their order. `return()`, which leaving a `for await` calls, gives up the connection at once.
 */
export interface Watch<K extends KubernetesObject>
	extends AsyncIterableIterator<WatchEvent<K>, undefined, undefined>,
		AsyncDisposable {
	return(): Promise<IteratorReturnResult<undefined>>;
	[Symbol.asyncIterator](): Watch<K>;
	/**
	 * The same events, as many at a time as came with one read of the connection, which costs less than one by one. A batch is
	 * empty when bytes came, but no whole event.
	 *
	 * @example
	 * ```ts
	 * for await (const events of pods.watch({ timeoutSeconds: 1 }).batches()) console.log(events.length);
	 * ```
	 */
	batches(): AsyncIterableIterator<readonly WatchEvent<K>[], undefined, undefined>;
}

/** Watches collections. */
export interface Watchable<K extends KubernetesObject> {
	/**
	 * Shows what happens to the objects of a collection, with one request, which the server ends after a while, half an hour or
	 * so; it is not repeated. A `timeout` of the call is for all of it, the client's for its beginning; `timeout.idle` is for silences.
	 *
	 * @throws TypeError for options that cannot be sent. What the server refuses `next()` rejects with, such as an `ExpiredError`
	 * when it has forgotten `resourceVersion`.
	 *
	 * @example
	 * ```ts
	 * for await (const event of pods.watch({ labelSelector: { app: "nginx" }, timeoutSeconds: 1 })) {
	 *   if (event.type !== "BOOKMARK") console.log(event.type, event.object.metadata.name);
	 * }
	 * ```
	 *
	 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
	 */
	watch(options?: WatchOptions & CallOptions & InNamespaces<K>): Watch<K>;
}
