import { pause } from "../../client/pause.ts";
import { isBudgetRefusal } from "../../core/budget-refusal.ts";
import type { CallOptions } from "../../core/call-options.ts";
import { deletionBody } from "../../core/deletion-options.ts";
import { TooManyRequestsError } from "../../core/errors/api-errors.ts";
import type { SubresourceTarget } from "../../core/object-request.ts";
import { createSubresourceRequest } from "../../core/object-request.ts";
import type { DisruptionBudgetPatience, EvictionOptions } from "./eviction-subresource.ts";
import type { Namespaced, SubresourceContext } from "./subresource-implementation.ts";

const defaults = { interval: 5000, timeout: 60_000 };

/** The evictions of Pods. */
export class EvictionImplementation {
	readonly #target: SubresourceTarget;
	readonly #context: SubresourceContext;

	constructor(target: SubresourceTarget, context: SubresourceContext) {
		this.#target = target;
		this.#context = context;
	}

	async create(name: string, options: EvictionOptions & CallOptions & Namespaced = {}): Promise<unknown> {
		const { dryRun, retryOnDisruptionBudget = false, signal } = options;
		const deleteOptions = deletionBody({ ...options, dryRun: undefined });
		const eviction = deleteOptions === undefined ? {} : { deleteOptions };
		const request = createSubresourceRequest(this.#context.scope(options), name, eviction, { dryRun }, this.#target);
		const { interval, timeout } = patienceOf(retryOnDisruptionBudget);
		for (const started = performance.now(); ; ) {
			let wait: number;
			try {
				return await this.#context.send(request, options);
			} catch (error) {
				if (!isOfBudget(error)) throw error;
				wait = error.retryAfter ?? interval;
				if (performance.now() - started + wait >= timeout) throw error;
			}
			await pause(wait, signal);
		}
	}
}

function patienceOf(option: boolean | DisruptionBudgetPatience): { readonly interval: number; readonly timeout: number } {
	if (option === false) return { ...defaults, timeout: 0 };
	const { interval = defaults.interval, timeout = defaults.timeout } = option === true ? defaults : option;
	return { interval, timeout: timeout === false ? Number.POSITIVE_INFINITY : timeout };
}

/** The client's own repetition leaves these alone; what else is a 429 is for it. */
function isOfBudget(error: unknown): error is TooManyRequestsError {
	return error instanceof TooManyRequestsError && isBudgetRefusal(error.status);
}
