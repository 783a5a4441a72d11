import type { ListWatch } from "../../api/api.ts";
import type { InNamespace } from "../../api/capabilities.ts";
import { listenForAbort, stopListeningForAbort } from "../../core/abort-listeners.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import { systemClock } from "../clock.ts";
import { ObjectStore } from "../store/object-store.ts";
import { StoreSink } from "../store/store-sink.ts";
import type { FollowOptions } from "../watch/follow-options.ts";
import { Reflector } from "../watch/reflector.ts";
import { type Condition, type ConditionFunction, conditionOf } from "./condition.ts";
import { Observation } from "./observation.ts";

/** How long is waited, and how the object is followed. */
export interface WaitOptions
	extends Omit<FollowOptions, "name" | "labelSelector" | "fieldSelector" | "pageSize" | "listStrategy"> {
	/** Milliseconds until the wait rejects with a `TimeoutError`; 0 looks once, `false` waits without an end. Default: 60,000. */
	readonly timeout?: number | false | undefined;
	/** Ends the wait, which rejects with the signal's reason. */
	readonly signal?: AbortSignal | undefined;
}

/**
 * Waits until a condition holds for an object. It looks at the present state first and then at each one that follows, so a
 * state that passes quickly is not missed; it outlives broken connections.
 *
 * Refused credentials and a resource that does not exist end it, unless `onPermanentError` says otherwise.
 *
 * @param condition - One of {@link conditions}, or a function of the object, which is `undefined` when there is none.
 * @returns The object for which the condition held.
 * @throws NotFoundError when there is no object, or when it goes away, unless the condition allows for that; WaitFailedError
 * when the condition never will hold; TimeoutError when the time ran out, with what was seen last; or the signal's reason.
 *
 * @example
 * ```ts
 * const pod = await waitFor(pods, "web", conditions.field(".spec.containers[0].name", "main"), { timeout: 10_000 });
 * pod.metadata.name; // => "web"
 * ```
 */
export async function waitFor<K extends KubernetesObject, Present extends boolean = false>(
	api: ListWatch<K>,
	name: string,
	condition: Condition<K, Present> | ConditionFunction<K>,
	options: WaitOptions & InNamespace<K> = {},
): Promise<Present extends true ? K : K | undefined> {
	const { clock = systemClock, namespace, signal, timeout = 60_000, ...follow } = options as WaitOptions & Namespaced;
	if (timeout !== false && !(timeout >= 0))
		throw new TypeError(`timeout must be a number of milliseconds, or false, not ${timeout}`);
	signal?.throwIfAborted();
	const inNamespace = api.resource.scope === "Cluster" ? undefined : (namespace ?? api.namespace ?? undefined);
	if (api.resource.scope === "Namespaced" && inNamespace === undefined) {
		throw new TypeError(`${api.resource.kind}: name the namespace of the object that is waited for`);
	}
	const wanted = { resource: api.resource, namespace: inNamespace, name, condition: conditionOf(condition) };
	const observation = new Observation<K>(wanted);
	const controller = new AbortController();
	const stop = (): void => controller.abort();
	if (signal !== undefined) listenForAbort(signal, stop);
	const timer = timeout === false || timeout === 0 ? undefined : clock.after(timeout, stop);
	const store = new ObjectStore<K>(api.resource, { onError: () => {} });
	const reflector = new Reflector({
		onPermanentError: "throw",
		...follow,
		clock,
		source: api,
		namespace: inNamespace,
		name,
		sink: new StoreSink(store),
		signal: controller.signal,
	});
	try {
		for await (const { changes, complete } of reflector.run()) {
			if (observation.see(changes, complete && store.size === 0)) {
				return observation.last as Present extends true ? K : K | undefined;
			}
			if (timeout === 0 && complete) break;
		}
		signal?.throwIfAborted();
		throw observation.timedOut(timeout);
	} finally {
		timer?.cancel();
		if (signal !== undefined) stopListeningForAbort(signal, stop);
	}
}

interface Namespaced {
	readonly namespace?: string | undefined;
}
