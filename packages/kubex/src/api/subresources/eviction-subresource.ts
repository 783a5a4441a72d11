import type { CallOptions } from "../../core/call-options.ts";
import type { DeletionOptions } from "../../core/deletion-options.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { Status } from "../../core/meta/status.ts";
import type { InNamespace } from "../capabilities.ts";

/** How long it is tried while a disruption budget forbids an eviction. */
export interface DisruptionBudgetPatience {
	/** Milliseconds between tries, where the server does not say. Default: 5,000. */
	readonly interval?: number | undefined;
	/** Milliseconds after which no further try is made; `false` for no limit. Default: 60,000. */
	readonly timeout?: number | false | undefined;
}

/** How a Pod is evicted. */
export interface EvictionOptions extends Omit<DeletionOptions, "ignoreStoreReadErrorWithClusterBreakingPotential"> {
	/** Whether to try again while a disruption budget forbids it. A call's own `timeout` is for each try. Default: false. */
	readonly retryOnDisruptionBudget?: boolean | DisruptionBudgetPatience | undefined;
}

/** Evicts objects of kind `K`, as far as their disruption budgets allow. */
export interface EvictionSubresource<K extends KubernetesObject> {
	/**
	 * Asks for a Pod's end, as a drain does: unlike `delete` it is refused while a disruption budget forbids it.
	 *
	 * @throws TooManyRequestsError while a budget forbids it, NotFoundError when there is no Pod of this name.
	 *
	 * @example
	 * ```ts
	 * await pods.eviction.create("web", { gracePeriodSeconds: 30, retryOnDisruptionBudget: { timeout: 300_000 } });
	 * ```
	 *
	 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/
	 */
	create(name: string, options?: EvictionOptions & CallOptions & InNamespace<K>): Promise<Status>;
}
