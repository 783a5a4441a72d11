import type { Attributes } from "../../authorization/attributes.ts";
import type { Fault } from "./fault.ts";
import type { FaultMatch, Faults, FaultVerb, PlannedFault } from "./faults.ts";

/** A fault in the plan. */
export class PendingFault implements PlannedFault {
	readonly fault: Fault;
	readonly #match: FaultMatch;
	readonly #plan: Set<PendingFault>;
	taken = false;
	happened = false;

	constructor(fault: Fault, match: FaultMatch, plan: Set<PendingFault>) {
		this.fault = fault;
		this.#match = match;
		this.#plan = plan;
	}

	cancel(): void {
		this.#plan.delete(this);
	}

	/** Whether it is for a request, which came with the unescaped path `at`. */
	isFor(request: Attributes, at: string): boolean {
		if (ofWatches(this.fault) && (request.kind === "path" || request.verb !== "watch")) return false;
		const { path, ...wanted } = this.#match;
		if (path !== undefined && path !== at) return false;
		return Object.entries(wanted).every(
			([key, value]) =>
				value === undefined || (request.kind === "resource" && (request[key as keyof typeof request] ?? "") === value),
		);
	}
}

/** The faults of one cluster that wait for their requests. */
export class FaultPlan implements Faults {
	readonly #plan = new Set<PendingFault>();

	get pending(): number {
		return this.#plan.size;
	}

	next(match: FaultMatch | FaultVerb, fault: Fault): PlannedFault {
		const wanted = typeof match === "string" ? { verb: match } : match;
		check(wanted, fault);
		const planned = new PendingFault({ ...fault }, { ...wanted }, this.#plan);
		this.#plan.add(planned);
		return planned;
	}

	clear(): void {
		this.#plan.clear();
	}

	/** The fault that a request suffers, which waits no more. */
	take(request: Attributes, path: string): PendingFault | undefined {
		for (const planned of this.#plan) {
			if (!planned.isFor(request, path)) continue;
			planned.taken = true;
			this.#plan.delete(planned);
			return planned;
		}
		return undefined;
	}
}

/** Whether a fault can hit a watch alone. */
function ofWatches(fault: Fault): boolean {
	switch (fault.type) {
		case "status":
		case "loseResponse":
		case "delay":
			return false;
		case "reset":
			return fault.afterFrames !== undefined;
		default:
			return true;
	}
}

function check({ verb }: FaultMatch, fault: Fault): void {
	if (verb !== undefined && verb !== "watch" && ofWatches(fault)) {
		throw new TypeError(
			`the fault ${JSON.stringify(fault.type)} is for watches; it cannot happen to the verb ${JSON.stringify(verb)}`,
		);
	}
	for (const [member, least] of [
		["afterFrames", 0],
		["frames", 1],
		["bytes", 1],
	] as const) {
		const value = (fault as Partial<Record<typeof member, number>>)[member];
		if (value !== undefined && !(Number.isInteger(value) && value >= least)) {
			throw new RangeError(`${member} is an integer from ${least} on, not ${value}`);
		}
	}
	if (fault.type === "delay" && !(fault.milliseconds >= 0))
		throw new RangeError(`nothing is delayed by ${fault.milliseconds} ms`);
	if (fault.type === "status" && !(Number.isInteger(fault.code) && fault.code >= 200 && fault.code < 600)) {
		throw new RangeError(`${fault.code} is no status`);
	}
}
