import { apiError } from "../../core/errors/api-errors.ts";
import { TimeoutError } from "../../core/errors/timeout-error.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { ResourceDescriptor } from "../../core/resource.ts";
import { objectPath } from "../../core/resource-path.ts";
import type { Change } from "../store/change.ts";
import type { DeepReadonly } from "../store/deep-readonly.ts";
import type { Condition } from "./condition.ts";
import { describeState } from "./describe-state.ts";
import { WaitFailedError } from "./wait-failed-error.ts";

/** Which object is waited for, and what for. */
export interface Wanted<K> {
	readonly resource: ResourceDescriptor;
	readonly namespace: string | undefined;
	readonly name: string;
	readonly condition: Condition<K>;
}

/** Judges the states of one object as they are seen. */
export class Observation<K extends KubernetesObject> {
	readonly #wanted: Wanted<K>;
	#first: DeepReadonly<K> | undefined;
	#last: DeepReadonly<K> | undefined;

	constructor(wanted: Wanted<K>) {
		this.#wanted = wanted;
	}

	/** The state that was seen last. */
	get last(): DeepReadonly<K> | undefined {
		return this.#last;
	}

	/**
	 * Whether the condition holds for one of the states that changes lead through; then it is the last that is looked at.
	 *
	 * @param absent - Whether the changes are all there is, so that without any there is no object.
	 * @throws WaitFailedError, or NotFoundError where there must be an object.
	 */
	see(changes: readonly Change<DeepReadonly<K>>[], absent: boolean): boolean {
		for (const change of changes) if (this.#judge(change.type === "delete" ? undefined : change.object)) return true;
		return absent && this.#judge(undefined);
	}

	timedOut(timeout: number | false): TimeoutError {
		const { condition } = this.#wanted;
		return new TimeoutError(
			`${this.#title}: not within ${String(timeout)} ms: ${condition.description}; seen last: ${describeState(this.#last)}`,
			{ phase: "total" },
		);
	}

	#judge(object: DeepReadonly<K> | undefined): boolean {
		const { condition } = this.#wanted;
		this.#first ??= object;
		this.#last = object;
		const verdict = condition.judge(object, { first: this.#first });
		if (verdict === true) return true;
		if (verdict !== false) throw new WaitFailedError(`${this.#title}: ${verdict.failed}`, verdict.failed);
		if (object === undefined && !condition.allowsAbsence) throw this.#notFound();
		return false;
	}

	get #title(): string {
		const { name, namespace, resource } = this.#wanted;
		return `${resource.kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
	}

	/** What a read would be answered with. */
	#notFound(): Error {
		const { name, namespace, resource } = this.#wanted;
		const { group, plural } = resource;
		return apiError({
			code: 404,
			request: { method: "GET", path: objectPath(resource, namespace, name) },
			status: {
				apiVersion: "v1",
				kind: "Status",
				metadata: {},
				status: "Failure",
				code: 404,
				reason: "NotFound",
				message: `${plural}${group === "" ? "" : `.${group}`} ${JSON.stringify(name)} not found`,
				details: { name, kind: plural, ...(group === "" ? {} : { group }) },
			},
		});
	}
}
