import type { CallOptions } from "../../core/call-options.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { WriteOptions } from "../../core/write-options.ts";
import { isConflict, repeatAfterRaces } from "../repeat-after-races.ts";
import type { Decision } from "./approval-subresource.ts";
import { type Namespaced, SubresourceImplementation } from "./subresource-implementation.ts";

type DecisionOptions = Decision & WriteOptions & CallOptions & Namespaced;

interface Decided extends KubernetesObject {
	status?: { conditions?: { type: string; status: string; reason?: string; message?: string }[] };
}

/** The decisions on requests for certificates. */
export class ApprovalImplementation extends SubresourceImplementation {
	async approve(name: string, options: DecisionOptions = {}): Promise<unknown> {
		return await this.#decide(name, "Approved", options);
	}

	async deny(name: string, options: DecisionOptions = {}): Promise<unknown> {
		return await this.#decide(name, "Denied", options);
	}

	async #decide(name: string, type: "Approved" | "Denied", options: DecisionOptions): Promise<unknown> {
		const { reason = `${type}ByKubex`, message } = options;
		const decision = { type, status: "True", reason, ...(message !== undefined && { message }) };
		const once = async (): Promise<unknown> => {
			const current = (await this.get(name, options)) as Decided;
			const conditions = current.status?.conditions ?? [];
			if (conditions.some((condition) => condition.type === type)) return current;
			const status = { ...current.status, conditions: [...conditions, decision] };
			return await this.replace(name, { ...current, status }, options);
		};
		return await repeatAfterRaces(once, isConflict, options);
	}
}
